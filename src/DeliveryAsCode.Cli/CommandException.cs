using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Cli;

/// <summary>Ends a command with a message for its user. Caught in one place, <see cref="Program"/>.</summary>
/// <param name="message">What is wrong, without a full stop.</param>
/// <param name="help">What to do next.</param>
public sealed class CommandException(int exitCode, string message, string? help = null) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public string? Help { get; } = help;

    /// <summary>What is wrong with a file, where the end is about one.</summary>
    public Diagnostic? Diagnostic { get; private init; }

    public static CommandException Unusable(Diagnostic diagnostic) =>
        new(Cli.ExitCode.Unusable, diagnostic.Message, diagnostic.Help) { Diagnostic = diagnostic };

    public static CommandException Unusable(string message, string? help = null) => new(Cli.ExitCode.Unusable, message, help);

    public static CommandException World(string message, string? help = null) => new(Cli.ExitCode.World, message, help);
}
