namespace DeliveryAsCode.Conversations;

/// <summary>What git takes for the name of a branch (git-check-ref-format), in fewer words: only ASCII, which every tool spells alike.</summary>
public static class BranchName
{
    public const int MaxLength = 200;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && name != "HEAD" && name[0] != '-' && name.Split('/').All(IsValidPart) && !name.Contains("@{", StringComparison.Ordinal);

    private static bool IsValidPart(string part) =>
        part.Length > 0 && part is not "@" && part[0] != '.' && part[^1] != '.' && !part.EndsWith(".lock", StringComparison.OrdinalIgnoreCase) && !part.Contains("..", StringComparison.Ordinal)
        && part.All(c => c is > ' ' and < '\u007F' && !"~^:?*[\\".Contains(c, StringComparison.Ordinal));
}
