using System.Collections.Immutable;
using System.CommandLine;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Checklists;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Nodes;
using DeliveryAsCode.Text;
using DeliveryAsCode.Transitions;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery set ID ADDRESS VALUE</c>: one edit that keeps every other byte. It never judges and never commits.</summary>
internal static class SetCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "The delivery: the name of its folder" };
    private static readonly Argument<string> Address = new("ADDRESS") { Description = $"What to set: {RecordAddress.Forms}" };
    private static readonly Argument<string> Value = new("VALUE") { Description = "Plain text; for a new row its cells, separated by \" | \"; for a checklist item done, open or \"n/a: reason\"" };

    public static Command Create(Shell shell)
    {
        var command = new Command("set", "Set one field, cell, row or checklist item, and touch nothing else") { Id, Address, Value };
        command.SetAction(parsed => Run(parsed, shell));
        return command;
    }

    private static int Run(ParseResult parsed, Shell shell)
    {
        var address = RecordAddress.Parse(parsed.GetRequiredValue(Address))
            ?? throw CommandException.Unusable($"\"{parsed.GetValue(Address)}\" is not an address", $"write one of {RecordAddress.Forms}");
        parsed.RefuseNowOnHost(shell);
        var portfolio = Portfolio.Open(parsed.OpenWorkspace(shell));
        var id = parsed.GetRequiredValue(Id);

        using var writing = portfolio.Workspace.LockForWriting();
        var (document, reading) = ReadDocument(portfolio, portfolio.PathOf(id), address);
        if (reading.FirstOrDefault(d => d.Severity == Severity.Error) is { } unreadable)
            return Refuse(unreadable, shell);

        return Plan(document, id, address, parsed.GetRequiredValue(Value)) switch
        {
            EditResult.Planned planned => Write(portfolio, document, planned, parsed, shell),
            EditResult.Refused refused => Refuse(refused.Reason, shell),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static ReadResult<MarkdownDocument> ReadDocument(Portfolio portfolio, string recordPath, RecordAddress address)
    {
        var path = address is ChecklistAddress checklist ? portfolio.ChecklistPath(recordPath, checklist.File) : recordPath;
        return MarkdownDocument.Read(portfolio.Require(path));
    }

    private static EditResult Plan(MarkdownDocument document, string id, RecordAddress address, string value)
    {
        if (address is ChecklistAddress item)
            return ChecklistEdits.Set(ChecklistReader.Read(document).Value, document, item.Item, value);
        if (address is FrontMatterAddress front)
            return YamlEdits.SetScalar(document.Source, document.FrontMatter, front.Key, value);

        var (record, diagnostics) = RecordReader.Read(document, id);
        var twice = diagnostics.FirstOrDefault(d => d.Descriptor == DiagnosticCatalog.Duplicate && address is not FieldAddress);
        return record is null || twice is not null
            ? new EditResult.Refused(twice ?? diagnostics[0])
            : address switch
            {
                FieldAddress field => RecordEdits.SetField(record, field.Field, value),
                MilestoneAddress milestone => RecordEdits.SetMilestone(record, milestone.Milestone, milestone.Column, value),
                NamedRowAddress row => RecordEdits.SetCell(record, row.Table, row.Name, row.Column, value),
                RowAddress row => RecordEdits.SetCell(record, row.Table, row.Number, row.Column, value),
                NewRowAddress row => RecordEdits.AppendRow(record, row.Table, value),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
    }

    private static int Write(Portfolio portfolio, MarkdownDocument document, EditResult.Planned planned, ParseResult parsed, Shell shell)
    {
        var edited = document.Source.Apply([.. planned.Edits]);
        if (edited.Text != document.Source.Text)
            portfolio.Workspace.Write(NodeEdits.Touch(edited, parsed.GetToday(portfolio.Configuration.Calendar.TimeZone, shell), Actor.Current(portfolio, shell).Name, $"{parsed.GetValue(Address)} set to {parsed.GetValue(Value)}"));

        if (!parsed.GetValue(GlobalOptions.Quiet))
            shell.Output.WriteLine(edited.Text == document.Source.Text ? $"{document.Source.Path}: already so" : Describe(document.Source, planned));
        foreach (var transition in TransitionsOf(portfolio, document, edited))
            shell.Error.WriteLine($"warning: {Visible.Of(TransitionText.Summary(transition))}: {Visible.Of(TransitionText.Advice(transition, RepositoryLayout.IdOf(edited.Path)))}");
        return ExitCode.Done;
    }

    private static string Describe(SourceText source, EditResult.Planned planned)
    {
        var location = source.Locate(planned.Edits[0].Span);
        var before = source.ToString(planned.Edits[0].Span).Trim();
        // A new section ends in the row that was asked for.
        var after = planned.Edits[0].NewText.ReplaceLineEndings("\n").Trim().Split('\n')[^1];
        return $"{location}: {(before.Length == 0 ? "(empty)" : Visible.Of(before))} -> {Visible.Of(after)}";
    }

    /// <summary>What the edit says that only a decision can say, for whom <c>check --base</c> would refuse it.</summary>
    private static ImmutableArray<Transition> TransitionsOf(Portfolio portfolio, MarkdownDocument document, SourceText edited)
    {
        var id = RepositoryLayout.IdOf(edited.Path);
        if (RecordReader.Read(document, id).Value is not { } before || RecordReader.Read(MarkdownDocument.Read(edited).Value, id).Value is not { } after)
            return [];

        var isPlanned = RecordTransitions.PlanningGate(portfolio.Lifecycle) is { } gate && GateDecisions.AsClaimed(before, portfolio.Lifecycle).IsSettled(gate.Name);
        return new RecordTransitions(before, after, portfolio.Lifecycle, isPlanned).Find();
    }

    private static int Refuse(Diagnostic reason, Shell shell)
    {
        TextReport.Write(shell.Error, reason, shell.Terminal);
        shell.Error.WriteLine("nothing was written");
        return ExitCode.Unusable;
    }
}
