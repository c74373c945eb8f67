using System.CommandLine;
using DeliveryAsCode.Cli.Demo;

namespace DeliveryAsCode.Cli.Commands;

/// <summary><c>delivery demo [DIR]</c>: a complete example in a fresh git repository, run for real.</summary>
internal static class DemoCommand
{
    private static readonly Argument<string?> Folder = new("DIR") { HelpName = "DIR", Description = "A folder to make; by default one among the temporary files", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create(Shell shell)
    {
        var command = new Command("demo", "Show a delivery that is deployed, and one that is rolled back, in a fresh repository") { Folder };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(Folder), shell, cancellation));
        return command;
    }

    private static Task<int> RunAsync(string? folder, Shell shell, CancellationToken cancellation)
    {
        var full = folder is null
            ? Directory.CreateTempSubdirectory("delivery-demo-").FullName
            : Path.GetFullPath(folder, shell.WorkingDirectory);
        if (File.Exists(full) || (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any()))
            throw CommandException.Unusable($"{full} is not empty", "name a folder that does not exist yet");

        return new DemoStory(new DemoRepository(full), shell).TellAsync(cancellation);
    }
}
