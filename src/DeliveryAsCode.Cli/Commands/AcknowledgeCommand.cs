using System.CommandLine;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Forges;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Commands;

/// <summary>
/// <c>delivery acknowledge ID --gate G</c>: records a person's decision about a gate and commits it. The commit is the
/// evidence, so nothing is written for somebody who may not say it.
/// </summary>
internal static class AcknowledgeCommand
{
    private static readonly Dictionary<string, Decision> Words = Wording.OfDecision.Words.ToDictionary(
        word => Label.Of(word).Key.Replace(' ', '-'), word => Wording.OfDecision.Find(word)!.Value);

    /// <summary>What fits on a screen; an overview is the business of status.</summary>
    private const int MostQuoted = 5;

    private static readonly Argument<string> Id = new("ID") { Description = "The delivery: the name of its folder" };
    private static readonly Option<string?> Gate = new("--gate") { Description = "The gate; by default the next one", HelpName = "GATE" };
    private static readonly Option<string?> AsRole = new("--as-role") { Description = "The role you speak in, if you have several", HelpName = "ROLE" };
    private static readonly Option<string> DecisionWord = new Option<string>("--decision") { Description = "passed, failed, skipped, re-plan, on-hold, resumed, cancelled or reopened", HelpName = "DECISION", DefaultValueFactory = _ => "passed" }.AcceptOnlyFromAmong([.. Words.Keys]);
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why; needed by every decision but passed", HelpName = "TEXT" };
    private static readonly Option<string?> OnBehalfOf = new("--on-behalf-of") { Description = "A client without an account, whose word you attest; needs --evidence", HelpName = "NAME" };
    private static readonly Option<string?> AttestedBy = new("--evidence") { Description = "Where the client's word can be looked up", HelpName = "FILE|URL" };
    private static readonly Option<string?> Override = new Option<string?>("--override") { Description = "A policy that you let pass; needs --reason", HelpName = "POLICY" }.AcceptOnlyFromAmong([.. Enum.GetValues<Policy>().Select(KebabCase.Of)]);

    public static Command Create(Shell shell)
    {
        var command = new Command("acknowledge", "Decide about a gate: records it, and commits it as your word") { Id, Gate, AsRole, DecisionWord, Reason, OnBehalfOf, AttestedBy, Override };
        command.SetAction(parsed => Run(parsed, shell));
        return command;
    }

    private static int Run(ParseResult parsed, Shell shell)
    {
        parsed.RefuseNowOnHost(shell);
        var portfolio = Portfolio.Open(parsed.OpenWorkspace(shell));
        var path = portfolio.PathOf(parsed.GetRequiredValue(Id));
        if (portfolio.Configuration.Forge == ForgeKind.GitHub)
            throw CommandException.Unusable("the gates of this repository are decided by reviews at GitHub, and a commit decides none", "approve the pull request of the gate; the comment \"/delivery ready GATE\" asks for it");

        using var writing = portfolio.Workspace.LockForWriting();
        CommittedRules.Require(portfolio, path);

        var forge = new LocalForge(portfolio);
        var documents = forge.Committed(path) ?? throw CommandException.Unusable($"{path} is not committed, so there is nothing to decide about", "commit it first");
        var delivery = forge.Open(documents, parsed.GetNow(shell));
        if (parsed.GetValue(AsRole) is { } role && portfolio.Configuration.FindRole(role) is null)
            throw CommandException.Unusable($"{RepositoryLayout.ConfigurationPath} has no role \"{role}\"", Suggestion.Help(role, [.. portfolio.Configuration.Roles.Select(r => r.Name)]) ?? "name people for it there");

        var request = RequestOf(parsed, delivery, Committer.Of(portfolio.Workspace.Git, delivery.People));
        CommittedRules.Require(portfolio, FilesOf(delivery.BoundSetOf(request.Gate)));
        RequireEvidence(request, portfolio.Workspace);
        return new DecisionRules(delivery, request).Decide() switch
        {
            DecisionOutcome.Granted granted => Record(new GateCommit(portfolio, delivery, request, granted), parsed, shell),
            DecisionOutcome.Refused refused => Refuse(delivery, request, refused, parsed, shell),
            DecisionOutcome.NothingToDo nothing => DoNothing(delivery, request, nothing, parsed, shell),
            DecisionOutcome.Incomplete incomplete => throw CommandException.Unusable(incomplete.Message, incomplete.Help),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static DecisionRequest RequestOf(ParseResult parsed, DeliveryCase delivery, Person by)
    {
        var named = parsed.GetValue(Gate);
        var decision = Words[parsed.GetRequiredValue(DecisionWord)];
        var gate = named is null ? delivery.NextGate : delivery.Lifecycle.FindGate(named) ?? (decision == Decision.Reopened ? delivery.Lifecycle.FindStage(named)?.Gates[0] : null);
        if (gate is null)
        {
            throw named is null
                ? CommandException.Unusable("every gate of this delivery is passed", "name one with --gate")
                : CommandException.Unusable($"the lifecycle \"{delivery.Lifecycle.Name}\" has no gate \"{named}\"", Suggestion.Help(named, [.. delivery.Lifecycle.Gates.Select(g => g.Name)]) ?? $"its gates are {string.Join(", ", delivery.Lifecycle.Gates.Select(g => g.Name))}");
        }

        return new DecisionRequest(gate, by, parsed.GetValue(AsRole), decision, Filled(parsed.GetValue(Reason)), Filled(parsed.GetValue(OnBehalfOf)),
            Filled(parsed.GetValue(AttestedBy)), parsed.GetValue(Override) is { } policy ? KebabCase.Parse<Policy>(policy) : null);
    }

    /// <summary>What is spoken of, as far as it lies in the repository: nobody acknowledges something else than they see.</summary>
    private static IEnumerable<string> FilesOf(BoundSet bound) => bound.Items.Select(i => i.Location.Path).Distinct();

    /// <summary>What is attested can be looked up by others.</summary>
    private static void RequireEvidence(DecisionRequest request, Workspace workspace)
    {
        if (request.AttestedBy is { } evidence && !(Uri.TryCreate(evidence, UriKind.Absolute, out var address) && address.Scheme is "https" or "http") && workspace.ReadCommitted(evidence) is null)
            throw CommandException.Unusable($"\"{evidence}\" is neither an address nor a committed file", "name where the client's word can be looked up: --evidence https://… or the path of a file from the root of the repository");
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static int Record(GateCommit decision, ParseResult parsed, Shell shell)
    {
        var commit = decision.Write();
        if (parsed.GetValue(GlobalOptions.Json))
            AcknowledgeReport.WriteJson(shell.Output, decision, commit);
        else if (!parsed.GetValue(GlobalOptions.Quiet))
            AcknowledgeReport.WriteText(shell.Output, decision, commit);
        if (!decision.IsProven(commit))
            shell.Error.WriteLine("warning: the rules ask for signatures, and this machine cannot verify yours: the row counts only where that can be done");
        return ExitCode.Done;
    }

    private static int Refuse(DeliveryCase delivery, DecisionRequest request, DecisionOutcome.Refused refused, ParseResult parsed, Shell shell)
    {
        if (parsed.GetValue(GlobalOptions.Json))
            AcknowledgeReport.WriteJson(shell.Output, delivery, request, refused);
        foreach (var reason in refused.Reasons.Take(MostQuoted))
            TextReport.Write(shell.Error, reason.ToDiagnostic(), shell.Terminal);
        if (refused.Reasons.Length > MostQuoted)
            shell.Error.WriteLine($"and {refused.Reasons.Length - MostQuoted} more: delivery status {delivery.Record.Id}");
        shell.Error.WriteLine($"the gate \"{request.Gate.Name}\" was not decided, and nothing was written");
        return ExitCode.No;
    }

    private static int DoNothing(DeliveryCase delivery, DecisionRequest request, DecisionOutcome.NothingToDo nothing, ParseResult parsed, Shell shell)
    {
        if (parsed.GetValue(GlobalOptions.Json))
            AcknowledgeReport.WriteJson(shell.Output, delivery, request, nothing);
        else if (!parsed.GetValue(GlobalOptions.Quiet))
            shell.Output.WriteLine($"{nothing.Why}: nothing was written");
        return ExitCode.Done;
    }
}
