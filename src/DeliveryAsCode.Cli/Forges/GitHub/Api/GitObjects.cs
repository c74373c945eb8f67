using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

internal sealed record Branch(string Name);

/// <param name="Truncated">GitHub did not list everything: nothing may be concluded from what is not there.</param>
internal sealed record GitTree(string Sha, [property: JsonPropertyName("tree")] ImmutableArray<GitTreeEntry> Entries, bool Truncated = false);

/// <param name="Mode">"100644", "100755", "040000", "120000" a symbolic link, "160000" a submodule.</param>
internal sealed record GitTreeEntry(string Path, string Mode, string Type, string Sha);

/// <summary>A path of a new tree: with its text, with an object, or no more. Exactly one of <paramref name="Content"/> and <paramref name="Sha"/>, or none to delete.</summary>
internal sealed record GitTreeChange(string Path, string Mode, string? Content, string? Sha)
{
    public const string File = "100644";

    public const string Submodule = "160000";

    public static GitTreeChange Text(string path, string content, string mode = File) => new(path, mode, content, null);

    /// <param name="sha">Of a blob; of a commit where the mode is <see cref="Submodule"/>.</param>
    public static GitTreeChange Existing(string path, string sha, string mode = File) => new(path, mode, null, sha);

    public static GitTreeChange Delete(string path) => new(path, File, null, null);
}

internal sealed record GitIdentity(string? Name = null, string? Email = null);

internal sealed record GitCommit(
    string Sha,
    ObjectName Tree,
    string Message,
    ImmutableArray<ObjectName> Parents)
{
    [JsonIgnore]
    public string TreeSha => Tree.Sha;
}

internal sealed record ObjectName(string Sha);

internal sealed record GitVerification(bool Verified = false);

/// <summary>What became of a ref that was to be made or moved.</summary>
internal enum RefOutcome
{
    Moved,

    /// <summary>It exists already, is gone, or holds something that ours is no descendant of: somebody else was first.</summary>
    Overtaken,
}

/// <param name="Author">Null: no account has the address of the commit.</param>
/// <param name="Committer">GitHub itself where it was made on its pages.</param>
internal sealed record ComparedCommit(
    string Sha,
    CommitDetail Commit,
    [property: JsonConverter(typeof(AccountOrNobody))] Account? Author = null,
    [property: JsonConverter(typeof(AccountOrNobody))] Account? Committer = null,
    ImmutableArray<ObjectName> Parents = default)
{
    public ImmutableArray<ObjectName> Parents { get; init; } = Parents.IsDefault ? [] : Parents;

    [JsonIgnore]
    public GitIdentity GitAuthor => Commit.Author ?? new GitIdentity();

    [JsonIgnore]
    public GitIdentity GitCommitter => Commit.Committer ?? new GitIdentity();

    [JsonIgnore]
    public string Message => Commit.Message;

    /// <summary>Whether GitHub knows the signature.</summary>
    [JsonIgnore]
    public bool Verified => Commit.Verification is { Verified: true };
}

internal sealed record CommitDetail(string Message, GitIdentity? Author = null, GitIdentity? Committer = null, ObjectName? Tree = null, GitVerification? Verification = null);

/// <param name="Status">"added", "removed", "modified", "renamed", "copied", "changed", "unchanged".</param>
/// <param name="PreviousPath">Of a renamed file.</param>
/// <param name="Sha">Of the blob; null where GitHub does not say.</param>
internal sealed record ComparedFile(
    [property: JsonPropertyName("filename")] string Path,
    string Status,
    string? Sha = null,
    [property: JsonPropertyName("previous_filename")] string? PreviousPath = null);

/// <summary>What lies between two commits.</summary>
/// <param name="BaseCommit">The one that was named first.</param>
/// <param name="AllFiles">False: there may be more files than GitHub lists.</param>
/// <param name="AllCommits">False: there are more commits than were read.</param>
internal sealed record Comparison(
    string BaseCommit,
    string MergeBase,
    int Ahead,
    int Behind,
    ImmutableArray<ComparedCommit> Commits,
    ImmutableArray<ComparedFile> Files,
    bool AllFiles,
    bool AllCommits);

/// <summary>A page of a comparison. The files are on the first.</summary>
internal sealed record ComparisonPage(
    ObjectName BaseCommit,
    ObjectName MergeBaseCommit,
    int AheadBy,
    int BehindBy,
    ImmutableArray<ComparedCommit> Commits,
    int? TotalCommits = null,
    ImmutableArray<ComparedFile> Files = default);

/// <summary>A ref that was moved by a push, a merge, or on GitHub's pages.</summary>
internal sealed record GitPush(string After, [property: JsonConverter(typeof(AccountOrNobody))] Account? Actor = null);

internal sealed record RefPayload(string Ref, ObjectName Object);

internal sealed record BlobPayload(string Content, string Encoding);

internal sealed record NewBlob(string Content, string Encoding);

internal sealed record NewCommit(string Message, string Tree, ImmutableArray<string> Parents);

internal sealed record NewRef(string Ref, string Sha);

internal sealed record RefMove(string Sha, bool Force);
