namespace DeliveryAsCode.Conversations;

/// <summary>What must be closed where a body is cut: a fence, and what folds.</summary>
/// <param name="Fence">The marks that it was opened with; empty if none is open.</param>
/// <param name="Details">How many <c>details</c> are open.</param>
internal readonly record struct OpenBlocks(string Fence, int Details)
{
    public OpenBlocks()
        : this("", 0)
    {
    }

    public bool IsNone => Fence.Length == 0 && Details == 0;

    /// <summary>What closes it, each on a line of its own.</summary>
    public string Closing => (Fence.Length == 0 ? "" : $"\n{Fence}") + string.Concat(Enumerable.Repeat("\n\n</details>", Details));

    public OpenBlocks After(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        if (Fence.Length > 0)
            return text.Length >= Fence.Length && text.IndexOfAnyExcept(Fence[0]) < 0 ? this with { Fence = "" } : this;
        if (text.StartsWith("```") || text.StartsWith("~~~"))
            return this with { Fence = new string(text[0], text.IndexOfAnyExcept(text[0]) is >= 0 and var run ? run : text.Length) };

        return this with { Details = Math.Max(0, Details + Count(text, "<details") - Count(text, "</details>")) };
    }

    private static int Count(ReadOnlySpan<char> text, string tag) => System.MemoryExtensions.Count(text, tag);
}
