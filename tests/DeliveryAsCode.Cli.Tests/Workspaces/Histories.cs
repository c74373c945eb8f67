using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Cli.Workspaces;

namespace DeliveryAsCode.Cli.Tests.Workspaces;

/// <summary>Repositories in which several people work, and what our program reads of them.</summary>
internal static class Histories
{
    public const string RecordPath = "deliveries/acme-support-bot/record.md";

    public const string Intake = "| Intake handoff | Passed | iris | 2026-03-03 | #12 |";
    public const string Planned = "| Delivery planning | Passed | pablo | 2026-03-06 | #13 |";
    public const string Qa = "| QA gate | Passed | quinn | 2026-04-24 | #31 |";

    public static string Record(params string[] rows) => $"""
        # Delivery Record: Acme Corp — Support Bot

        - **Status:** Deployment

        ## Gates

        | Gate | Decision | Decided by | Date | Evidence |
        |------|----------|------------|------|----------|
        {string.Join('\n', rows)}

        ## Escalations

        """;

    public static DeliveryRepository CommitAs(this DeliveryRepository repository, string person, string message)
    {
        repository.Git("add", "--all");
        repository.Git("-c", $"user.name={person}", "-c", $"user.email={person}@studio.example", "commit", "--quiet", "--allow-empty", "--message", message);
        return repository;
    }

    /// <summary>Commits a version of the record with these rows.</summary>
    public static DeliveryRepository Rows(this DeliveryRepository repository, string message, params string[] rows) =>
        repository.Write(RecordPath, Record(rows)).CommitAs("dana", message);

    public static DeliveryRepository Branch(this DeliveryRepository repository, string name, string from)
    {
        repository.Git("checkout", "--quiet", "-b", name, from);
        return repository;
    }

    public static DeliveryRepository Checkout(this DeliveryRepository repository, string name)
    {
        repository.Git("checkout", "--quiet", name);
        return repository;
    }

    /// <summary>A merge as git makes it.</summary>
    public static DeliveryRepository Merge(this DeliveryRepository repository, string branch, params string[] options)
    {
        repository.Git(["merge", "--quiet", "--no-ff", "--message", $"Merge {branch}", .. options, branch]);
        return repository;
    }

    /// <summary>A merge whose result somebody wrote by hand.</summary>
    public static DeliveryRepository MergeByHand(this DeliveryRepository repository, string branch, params string[] rows)
    {
        repository.Git("merge", "--quiet", "--no-ff", "--no-commit", "--strategy", "ours", branch);
        return repository.Write(RecordPath, Record(rows)).CommitAs("mallory", $"Merge {branch}");
    }

    public static Workspace Open(this DeliveryRepository repository) => Workspace.Open(repository.Path, isExact: true);

    public static GitHistory History(this DeliveryRepository repository, params string[] pathspecs) => repository.Open().History("HEAD", pathspecs);

    /// <summary>Subjects of the commits that changed a file.</summary>
    public static IEnumerable<string> ChangesOf(this DeliveryRepository repository, string path) =>
        repository.History().VersionsOf(path).Select(version => version.Commit.Subject);
}
