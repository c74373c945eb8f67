using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Cli.Commands;

/// <summary>The program's commands. Adding one is a line here and a file beside it.</summary>
internal static class CommandLine
{
    public static RootCommand Create(Shell shell)
    {
        var root = new RootCommand("Keeps delivery records, checklists and runbooks in the repository, and makes them work.")
        {
            InitCommand.Create(shell),
            NewCommand.Create(shell),
            CheckCommand.Create(shell),
            StatusCommand.Create(shell),
            ListCommand.Create(shell),
            PlanCommand.Create(shell),
            ReconcileCommand.Create(shell),
            SetCommand.Create(shell),
            AcknowledgeCommand.Create(shell),
            RunCommand.Create(shell),
            ResumeCommand.Create(shell),
            ConfirmCommand.Create(shell),
            DecideCommand.Create(shell),
            WatchCommand.Create(shell),
            RollbackCommand.Create(shell),
            UnlockCommand.Create(shell),
            LogCommand.Create(shell),
            DemoCommand.Create(shell),
            DemoServiceCommand.Create(shell),
            DoctorCommand.Create(shell),
            ExplainCommand.Create(shell),
            SchemaCommand.Create(shell),
            CompletionCommand.Create(shell),
            ActionCommand.Create(shell),
        };
        foreach (var option in GlobalOptions.All)
            root.Add(option);
        root.Options.OfType<HelpOption>().Single().Action = new HelpAction { MaxWidth = shell.Terminal.Width };
        return root;
    }

    /// <summary>A word that begins with <c>@</c> is a word, and no file that more words are read from: words may be a stranger's.</summary>
    public static ParseResult Parse(Shell shell, string[] args) => Create(shell).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>Whether a shell asks how the line may go on: then it need not be complete.</summary>
    public static bool AsksForSuggestions(string[] args) => args is [['[', 's', 'u', 'g', 'g', 'e', 's', 't', ..], ..];

    /// <summary>A word that looks like an option and was taken for a value; behind <c>--</c> everything is one.</summary>
    public static string? FindStrayOption(ParseResult parsed) =>
        parsed.Tokens
            .TakeWhile(token => token.Type != TokenType.DoubleDash)
            .FirstOrDefault(token => token.Type == TokenType.Argument && token.Value is ['-', '-', (>= 'a' and <= 'z'), ..])?.Value;

    /// <summary>What is wrong with the command line, for the person who typed it.</summary>
    public static CommandException Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var names = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
        if (names.Count > 0 && parsed.UnmatchedTokens is [var word, ..] && !word.StartsWith('-'))
            return CommandException.Unusable($"\"{word}\" is not a command of \"{PathOf(command)}\"", Suggestion.Help(word, names) ?? $"\"{PathOf(command)} --help\" lists them");

        return CommandException.Unusable(string.Join("; ", parsed.Errors.Select(e => e.Message.TrimEnd('.'))), $"see \"{PathOf(command)} --help\"");
    }

    /// <summary>The words that call a command, for example <c>delivery log verify</c>.</summary>
    public static string PathOf(Command command)
    {
        var names = new Stack<string>();
        for (Symbol? symbol = command; symbol is Command; symbol = symbol.Parents.FirstOrDefault())
            names.Push(symbol is RootCommand ? "delivery" : symbol.Name);
        return string.Join(' ', names);
    }
}
