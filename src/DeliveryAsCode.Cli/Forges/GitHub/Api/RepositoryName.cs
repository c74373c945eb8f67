namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>A repository as GitHub writes it: <c>acme/shop</c>.</summary>
internal sealed record RepositoryName(string Owner, string Name)
{
    /// <returns>Null if it is no name of a repository.</returns>
    public static RepositoryName? Parse(string text) =>
        text.Split('/') is [var owner, var name] && IsName(owner) && IsName(name) ? new RepositoryName(owner, name) : null;

    public override string ToString() => $"{Owner}/{Name}";

    /// <summary>Dots alone would be a way through the folders of an address.</summary>
    private static bool IsName(string part) =>
        part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && part.Any(c => c != '.');
}
