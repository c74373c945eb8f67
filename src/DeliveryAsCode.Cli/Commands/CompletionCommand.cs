using System.CommandLine;

namespace DeliveryAsCode.Cli.Commands;

/// <summary>Prints a script that makes a shell complete this program's words, by asking the program itself.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _delivery() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(delivery "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _delivery delivery
            """,
        ["zsh"] = """
            _delivery() {
              local -a words
              words=("${(@f)$(delivery "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
              _describe delivery words || _files
            }
            compdef _delivery delivery
            """,
        ["fish"] = """
            complete -c delivery -a '(delivery "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
            """,
    };

    private static readonly Argument<string> ShellName = new Argument<string>("SHELL") { HelpName = "SHELL", Description = "bash, zsh or fish" }.AcceptOnlyFromAmong("bash", "zsh", "fish");

    public static Command Create(Shell shell)
    {
        var command = new Command("completion", "Print a script that completes commands: source <(delivery completion bash)") { ShellName };
        command.SetAction(parsed =>
        {
            shell.Output.WriteLine(Scripts[parsed.GetRequiredValue(ShellName)]);
            return ExitCode.Done;
        });
        return command;
    }
}
