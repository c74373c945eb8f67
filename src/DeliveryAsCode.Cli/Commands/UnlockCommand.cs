using System.CommandLine;
using System.Globalization;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery unlock ENV</c>: a person frees an environment whose holder is gone, and the journal says so.</summary>
internal static class UnlockCommand
{
    private static readonly Argument<string> Name = new("ENV") { Description = "The environment, as the refusal names it" };
    private static readonly Option<int?> Term = new("--term")
    {
        Description = "The term of the holder that you mean, as the refusal names it",
        HelpName = "N",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var term))
                return term;

            result.AddError($"\"{result.Tokens[0].Value}\" is not a term: it is a number, which \"delivery unlock ENV\" tells");
            return null;
        },
    };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why it may be freed, and how you know", HelpName = "TEXT" };
    private static readonly Option<string?> Remote = new("--remote") { Description = "Free it at this git remote", HelpName = "NAME" };

    public static Command Create(Shell shell)
    {
        var command = new Command("unlock", "Free an environment whose holder is gone") { Name, Term, Reason, Remote };
        command.SetAction(parsed => Run(parsed, shell));
        return command;
    }

    private static int Run(ParseResult parsed, Shell shell)
    {
        if (parsed.GetValue(GlobalOptions.Json))
            throw CommandException.Unusable("\"unlock\" is for people, and has no JSON", "leave --json out");

        var portfolio = Portfolio.Open(parsed.OpenWorkspace(shell));
        var name = parsed.GetRequiredValue(Name);
        var folder = portfolio.Workspace.LocksFolder();
        using var remote = parsed.GetValue(Remote) is { } there ? EnvironmentRef.Open(new GitEnvironmentStore(portfolio.Workspace.Git, there, name), shell.Clock) : null;
        var holder = remote is null ? EnvironmentLock.Find(folder, name) : remote.Known.Lock.Holder;
        if (parsed.GetValue(Term) is not { } term || parsed.GetValue(Reason) is not { } reason || string.IsNullOrWhiteSpace(reason))
            throw CommandException.Unusable("unlock needs --term and --reason", holder is null ? $"{name} is free: nobody holds it" : $"{holder}, term {holder.Term}");

        if (holder is null && portfolio.Configuration.FindEnvironment(name) is null)
            throw CommandException.Unusable($"nobody holds \"{name}\", and {RepositoryLayout.ConfigurationPath} has no such environment", Suggestion.Help(name, [.. portfolio.Configuration.Environments.Select(e => e.Name)]) ?? "name it as the refusal names it");
        if (remote is null && holder is { Held: { } held, Journal: { } kept } && File.Exists(kept))
            return Refuse(shell, $"{name} is held ({held}), and its journal is there: lift the hold with {NextCommand.LiftHold(holder.Runbook)}");

        var actor = Actor.Current(portfolio, shell);
        if (Intervention.WhyRefused(actor, DeliveryOf(holder, portfolio), portfolio.Configuration) is { } forbidden)
            return Refuse(shell, forbidden);

        var note = "";
        var refusal = remote is not null
            ? remote.Break(term, actor.Name, reason)
            : EnvironmentLock.Break(folder, name, term, broken => note = Record(broken, new LockBroken(term, reason), actor, shell));
        if (refusal is not null)
            return Refuse(shell, refusal);

        if (!parsed.GetValue(GlobalOptions.Quiet))
            shell.Output.WriteLine(Visible.Of(remote is null ? $"{name} is free; {note}" : $"{name} is free at {remote.Place}"));
        return ExitCode.Done;
    }

    private static int Refuse(Shell shell, string why)
    {
        shell.Error.Write($"nothing was freed: {Visible.Of(why)}\n");
        return ExitCode.No;
    }

    private static string? DeliveryOf(LockHolder? holder, Portfolio portfolio) =>
        holder is not null && portfolio.Layout.RecordPathAround(holder.Runbook) is { } record ? RepositoryLayout.IdOf(record) : null;

    /// <summary>Into the journal of the execution that loses the environment, where there is one that still goes on.</summary>
    private static string Record(LockHolder holder, LockBroken broken, Actor actor, Shell shell)
    {
        if (holder.Journal is not { } path || !File.Exists(path))
            return $"the journal of execution {holder.Execution} is not there, so nothing was written into it";

        var journal = JournalFile.ReadWitnessed(path);
        if (journal.State is Corrupt corrupt)
            return $"the journal of execution {holder.Execution} is broken at entry {corrupt.Number}, so nothing was written into it";
        if (new EarlierExecution(holder.Execution, journal).Conclusion is not null)
            return $"execution {holder.Execution} has ended, and its journal stays as it is";

        using var file = JournalFile.Open(path, journal, out var repair);
        file.Append(shell.Clock.GetUtcNow(), actor.Name, broken);
        return $"the journal of execution {holder.Execution} says so{(repair is null ? "" : $"; {repair}")}";
    }
}
