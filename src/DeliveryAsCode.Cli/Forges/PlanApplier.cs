using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Planning;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Forges;

/// <summary>
/// Does what is in a plan and nothing else, in the work tree. Whoever calls it holds the lock for writing since before the
/// plan was made; what others have changed all the same is found before anything is written.
/// </summary>
internal static class PlanApplier
{
    /// <exception cref="CommandException">The repository is no longer what the plan was made of: nothing was written.</exception>
    public static void Apply(Plan plan, Workspace workspace)
    {
        if (workspace.Head() != plan.BaseCommit)
            throw Drifted("the last commit is another one than");
        if (plan.Files.FirstOrDefault(file => !IsAsPlanned(file, workspace)) is { } drifted)
            throw Drifted($"{drifted.Path} is no longer as");

        foreach (var file in plan.Files)
            workspace.Write(file.After);
    }

    /// <summary>Does it, and commits its files and nothing else. Where the commit fails, everything is as it was.</summary>
    /// <returns>Short id of the commit; null if there is nothing to do.</returns>
    public static string? ApplyAndCommit(Plan plan, Workspace workspace)
    {
        var before = plan.Files.Select(file => (file.Path, Source: workspace.TryRead(file.Path))).ToList();
        Apply(plan, workspace);
        try
        {
            return plan.Changes.IsEmpty ? null : workspace.Commit([.. before.Select(f => f.Path)], MessageOf(plan));
        }
        catch
        {
            foreach (var (path, source) in before)
                Restore(path, source, workspace);
            throw;
        }
    }

    private static void Restore(string path, SourceText? source, Workspace workspace)
    {
        if (source is not null)
            workspace.Write(source);
        else
            File.Delete(workspace.FullPath(path));
        workspace.Unstage(path);
    }

    /// <summary>The changes, each with its reason; keys and words of a document cannot become a trailer.</summary>
    private static string MessageOf(Plan plan)
    {
        var subject = plan.Changes is [var only] ? OneLine(only.Summary) : $"{plan.Changes.Length} changes that follow from the records";
        return $"Reconcile: {subject}\n\n{string.Concat(plan.Changes.Select(c => $"- {c.Key}: {OneLine(c.Summary)}, since {OneLine(c.Reason)}\n"))}";
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static bool IsAsPlanned(PlannedFile file, Workspace workspace) => file.Before is { } before
        ? workspace.TryRead(file.Path) is { } source && Change.DigestOf(source) == before
        : !Path.Exists(workspace.FullPath(file.Path));

    private static CommandException Drifted(string what) =>
        new(ExitCode.No, $"{what} it was when the plan was made; nothing was written", "run the command again: it plans anew");
}
