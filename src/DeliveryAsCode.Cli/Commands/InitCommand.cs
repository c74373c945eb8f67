using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using DeliveryAsCode.Checking;
using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Templates;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery init</c>: the rules of a repository and the workflows of its forge, from the templates. It never writes over a file.</summary>
internal static class InitCommand
{
    private const string Local = "local";
    private const string GitHub = "github";

    private static readonly Option<string> Forge = new Option<string>("--forge")
    {
        Description = "Where reviews happen: local or github",
        HelpName = "FORGE",
        DefaultValueFactory = _ => Local,
    }.AcceptOnlyFromAmong(Local, GitHub);

    private static readonly Option<string?> Action = new("--action")
    {
        Description = "The action that the workflows call, OWNER/REPO@COMMIT; by default zeros stand for its commit",
        HelpName = "REFERENCE",
    };

    public static Command Create(Shell shell)
    {
        var command = new Command("init", "Write delivery.yml, the rules of this repository, and workflows from the templates") { Forge, Action };
        command.SetAction(parsed => Run(parsed, shell));
        return command;
    }

    private static int Run(ParseResult parsed, Shell shell)
    {
        var workspace = parsed.OpenWorkspace(shell);
        var isForGitHub = parsed.GetValue(Forge) == GitHub;
        if (!isForGitHub && parsed.GetValue(Action) is not null)
            throw CommandException.Unusable("only workflows of GitHub call an action", $"add --forge {GitHub}, or leave --action out");

        var action = ReadAction(parsed.GetValue(Action));
        var files = isForGitHub ? [Rules(GitHub), .. Workflows(action)] : ImmutableArray.Create(Rules(Local));
        var there = files.Where(f => workspace.Exists(f.Path)).ToList();
        if (there.Count == files.Length)
            throw there is [var only]
                ? CommandException.Unusable($"{only.Path} exists already", "edit it, and look at it with \"delivery check\"; nothing was written")
                : CommandException.Unusable($"all of it exists already: {string.Join(", ", there.Select(f => f.Path))}", "edit these files, and look with \"delivery doctor\" at what is missing; nothing was written");

        foreach (var (path, content) in files.Except(there))
            workspace.Write(path, content);
        if (!parsed.GetValue(GlobalOptions.Quiet))
            Tell(shell.Output, [.. files.Except(there)], there, isForGitHub ? action : null, isForGitHub && !DecidesAtGitHub(workspace));
        return ExitCode.Done;
    }

    /// <summary>Rules that were there before may say otherwise, and are not written over; those that cannot be read say nothing.</summary>
    private static bool DecidesAtGitHub(Workspace workspace) =>
        workspace.TryRead(RepositoryLayout.ConfigurationPath) is { } rules && DeliveryConfigurationReader.Read(rules).Value.Forge == ForgeKind.GitHub;

    private static InitialFile Rules(string forge) =>
        new(RepositoryLayout.ConfigurationPath, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(BuiltInTemplates.Find("delivery.yml")!).Replace("forge: local ", $"forge: {forge.PadRight(Local.Length)} ", StringComparison.Ordinal)));

    private static IEnumerable<InitialFile> Workflows(ActionReference action) =>
        from template in BuiltInTemplates.List(GitHub)
        let text = Encoding.UTF8.GetString(BuiltInTemplates.Find(template)!)
        select new InitialFile($".{template}", Encoding.UTF8.GetBytes(action.FillIn(text)));

    /// <exception cref="CommandException">It is no commit of a repository at GitHub.</exception>
    private static ActionReference ReadAction(string? named) => named is null
        ? ActionReference.Placeholder
        : ActionReference.Parse(named) is { IsPinned: true, Folder: "" } action
            ? action
            : throw CommandException.Unusable($"\"{named}\" is not an action at a commit", $"write it like {ActionReference.Placeholder}: a tag or a branch can be moved by others");

    private static void Tell(TextWriter output, IEnumerable<InitialFile> written, IEnumerable<InitialFile> there, ActionReference? action, bool isDecidedElsewhere)
    {
        foreach (var file in written)
            output.WriteLine($"wrote {file.Path}");
        foreach (var file in there)
            output.WriteLine($"left  {file.Path} as it is: it exists already");
        output.WriteLine();
        if (action is null)
        {
            output.WriteLine("Next: name the people of each role in it, then begin a delivery:");
        }
        else
        {
            output.WriteLine("Next: name the people of each role in delivery.yml, with the ids of their accounts;");
            if (isDecidedElsewhere)
                output.WriteLine("write \"forge: github\" in delivery.yml: until then no review decides a gate;");
            if (action.IsPlaceholder)
                output.WriteLine($"replace the zeros in \"uses: {action.Repository}@000…\" by the commit of a release;");
            output.WriteLine("make the label of the issue form: gh label create delivery-intake;");
            output.WriteLine("make the settings that the comments in .github/workflows/delivery-*.yml name;");
            output.WriteLine("see with \"delivery doctor\" what is missing. Then begin a delivery:");
        }

        output.WriteLine("  delivery new acme-support-bot --client \"Acme Corp\" --name \"Support Bot\"");
    }

    private sealed record InitialFile(string Path, byte[] Content);
}
