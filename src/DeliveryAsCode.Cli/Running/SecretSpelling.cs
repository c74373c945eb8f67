namespace DeliveryAsCode.Cli.Running;

/// <summary>A text that gives a secret away, without what does not matter in its script.</summary>
internal sealed record SecretSpelling(SecretScript Script, string Text)
{
    /// <summary>So much of an encoded secret is no accident.</summary>
    private const int ShortestFragment = 8;

    public static SecretSpelling Of(SecretScript script, string text) => new(script, script.Normal(text));

    /// <summary>Without regard to case more words look like a secret.</summary>
    public bool IsLongEnough => Text.Length >= (Script == SecretScript.Digits ? ShortestFragment : SecretMask.ShortestSecret);

    /// <summary>The texts, of which each is long enough to tell, that <paramref name="text"/> may share with a spelling.</summary>
    public static HashSet<string> Fragments(SecretScript script, string text)
    {
        var normal = script.Normal(text);
        return [.. Enumerable.Range(0, Math.Max(0, normal.Length - ShortestFragment + 1)).Select(i => normal.Substring(i, ShortestFragment))];
    }

    public bool HoldsAny(HashSet<string> fragments)
    {
        var lookup = fragments.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i + ShortestFragment <= Text.Length; i++)
        {
            if (lookup.Contains(Text.AsSpan(i, ShortestFragment)))
                return true;
        }

        return false;
    }
}
