using System.CommandLine;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery new ID</c>: a delivery's folder from the templates. It never writes over a file.</summary>
internal static class NewCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "Name of the delivery's folder, for example acme-support-bot; it never changes" };
    private static readonly Option<string> Client = new("--client") { Description = "Who it is for", HelpName = "NAME", Required = true };
    private static readonly Option<string> Name = new("--name") { Description = "What is delivered", HelpName = "NAME", Required = true };
    private static readonly Option<string?> Scope = new("--scope") { Description = "What it does, in a sentence", HelpName = "TEXT" };
    private static readonly Option<string?> Target = new("--target") { Description = "The agreed delivery date, YYYY-MM-DD", HelpName = "DATE" };
    private static readonly Option<string?> From = new("--from") { Description = "Take checklists and runbooks from this delivery instead of the templates", HelpName = "ID" };

    public static Command Create(Shell shell)
    {
        var command = new Command("new", "Begin a delivery: record, requirements, checklists and runbook from the templates") { Id, Client, Name, Scope, Target, From };
        command.SetAction(parsed => Run(parsed, shell));
        return command;
    }

    private static int Run(ParseResult parsed, Shell shell)
    {
        var id = parsed.GetRequiredValue(Id);
        if (!DeliveryId.IsValid(id))
            throw CommandException.Unusable($"\"{id}\" cannot be the name of a delivery", $"use small letters, digits and hyphens: {DeliveryId.Suggest(id)}");

        var portfolio = Portfolio.Open(parsed.OpenWorkspace(shell).RequireProject());
        parsed.RefuseNowOnHost(shell);
        var request = new NewDelivery(id, parsed.GetRequiredValue(Client), parsed.GetRequiredValue(Name), parsed.GetValue(Scope), TargetOf(parsed), parsed.GetToday(portfolio.Configuration.Calendar.TimeZone, shell));
        var files = Create(request, RecordPathOf(portfolio, id), portfolio.Lifecycle, ReadOther(parsed.GetValue(From), portfolio));
        RefuseExisting(files, portfolio.Workspace);

        foreach (var file in files)
            portfolio.Workspace.Write(file);
        Report(files, id, parsed, shell);
        return ExitCode.Done;
    }

    private static LocalDate? TargetOf(ParseResult parsed) => parsed.GetValue(Target) switch
    {
        null => null,
        var text => DocumentDate.Parse(text) ?? throw CommandException.Unusable($"\"{text}\" is not a date", DocumentDate.Help(text)),
    };

    private static IReadOnlyList<SourceText> Create(NewDelivery request, string recordPath, Lifecycle lifecycle, IReadOnlyDictionary<string, SourceText>? other)
    {
        if (string.IsNullOrWhiteSpace(request.Client) || string.IsNullOrWhiteSpace(request.Name))
            throw CommandException.Unusable("a delivery needs a client and a name", "give both: --client \"Acme Corp\" --name \"Support Bot\"");

        try
        {
            return DeliveryTemplate.Create(request, recordPath, lifecycle, other);
        }
        catch (ArgumentException exception)
        {
            throw CommandException.Unusable(exception.Message, "write it in plain words; nothing was written");
        }
    }

    private static string RecordPathOf(Portfolio portfolio, string id) =>
        portfolio.Layout.RecordPathOf(id)
            ?? throw CommandException.Unusable($"\"deliveries: {portfolio.Configuration.Deliveries.Pattern}\" does not say where a new delivery goes",
                "write it like deliveries/*/record.md in delivery.yml, with one * for the delivery's folder");

    /// <summary>Checklists and runbooks of another delivery, by their path inside its folder.</summary>
    private static IReadOnlyDictionary<string, SourceText>? ReadOther(string? id, Portfolio portfolio)
    {
        if (id is null)
            return null;

        var folder = Path.GetDirectoryName(portfolio.PathOf(id))!.Replace('\\', '/') + "/";
        return portfolio.Workspace.ListFiles()
            .Where(path => path.StartsWith(folder, StringComparison.Ordinal) && DeliveryTemplate.IsReusable(path[folder.Length..]) && portfolio.Workspace.Exists(path))
            .ToDictionary(path => path[folder.Length..], portfolio.Require);
    }

    private static void RefuseExisting(IReadOnlyList<SourceText> files, Workspace workspace)
    {
        if (files.FirstOrDefault(f => workspace.Exists(f.Path)) is { } existing)
            throw CommandException.Unusable($"{existing.Path} exists already", "choose another ID; nothing was written");
    }

    private static void Report(IReadOnlyList<SourceText> files, string id, ParseResult parsed, Shell shell)
    {
        if (parsed.GetValue(GlobalOptions.Quiet))
            return;

        foreach (var file in files)
            shell.Output.WriteLine($"wrote {file.Path}");
        shell.Output.WriteLine();
        shell.Output.WriteLine($"Next: fill in what is marked [like this], then look at it: delivery check && delivery status {id}");
    }
}
