namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>What may be done when nobody knows whether a request took effect.</summary>
internal enum Repetition
{
    /// <summary>Twice is as once: a read, content under its own address, a value that is set.</summary>
    Freely,

    /// <summary>Twice is twice: it is looked up before it is asked again, and where nothing can be looked up it is not asked again.</summary>
    AfterLookup,
}

/// <summary>A kind of request.</summary>
/// <param name="Name">In the request log.</param>
/// <param name="Permission">In the words of a workflow's <c>permissions:</c>; null if every token may.</param>
internal sealed record GitHubOperation(string Name, HttpMethod Method, string? Permission, Repetition Repetition)
{
    public bool IsWrite => Method != HttpMethod.Get;

    public static GitHubOperation Read(string name, string? permission) => new(name, HttpMethod.Get, permission, Repetition.Freely);

    public static GitHubOperation Set(string name, HttpMethod method, string permission) => new(name, method, permission, Repetition.Freely);

    public static GitHubOperation Create(string name, HttpMethod method, string permission) => new(name, method, permission, Repetition.AfterLookup);
}
