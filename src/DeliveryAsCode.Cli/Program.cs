using System.CommandLine;
using System.Text;
using DeliveryAsCode.Cli.Commands;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Cli;

/// <summary>The composition, by hand: parse to a value, then call one command, and turn every ending into an exit code.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var output = new StreamWriter(Console.OpenStandardOutput(), utf8);
        var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
        using var interruption = new Interruption();
        var code = await RunAsync(args, Shell.OfProcess(output, error), interruption.Token);
        return code == ExitCode.Interrupted ? interruption.ExitCode : code;
    }

    public static async Task<int> RunAsync(string[] args, Shell shell, CancellationToken cancellation)
    {
        try
        {
            return await InvokeAsync(args, shell, cancellation);
        }
        catch (CommandException exception)
        {
            return exception.Diagnostic is { } diagnostic
                ? Fail(shell, exception.ExitCode, diagnostic)
                : Fail(shell, exception.ExitCode, exception.Message, exception.Help);
        }
        catch (IOException) when (shell.IsOutputClosed())
        {
            // The reader went away, as in "delivery status | head -1": there is nobody left to tell.
            return ExitCode.Done;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fail(shell, ExitCode.World, exception.Message, "check the disk and the permissions, then run the command again");
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    private static async Task<int> InvokeAsync(string[] args, Shell shell, CancellationToken cancellation)
    {
        // Nothing asked is a question, too: what is there?
        var parsed = CommandLine.Parse(shell, args is [] or ["help"] ? ["--help"] : args is ["help", .. var asked] ? [.. asked, "--help"] : args);
        if (parsed.Errors.Count > 0 && !CommandLine.AsksForSuggestions(args))
            throw CommandLine.Explain(parsed);
        if (CommandLine.FindStrayOption(parsed) is { } option)
            throw CommandException.Unusable($"\"{option}\" is not an option of this command", $"see \"{CommandLine.PathOf(parsed.CommandResult.Command)} --help\"; a value that begins so stands behind --");

        var code = await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = shell.Output,
                Error = shell.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            },
            cancellation);
        await shell.Output.FlushAsync(CancellationToken.None);
        return code;
    }

    private static int Fail(Shell shell, int exitCode, Diagnostic diagnostic)
    {
        shell.Output.Flush();
        TextReport.Write(shell.Error, diagnostic, shell.Terminal);
        return exitCode;
    }

    private static int Fail(Shell shell, int exitCode, string message, string? help)
    {
        shell.Output.Flush();
        shell.Error.WriteLine($"error: {message}");
        if (help is not null)
            shell.Error.WriteLine($"  = help: {help}");
        return exitCode;
    }
}
