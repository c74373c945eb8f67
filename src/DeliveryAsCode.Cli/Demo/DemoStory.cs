using System.Diagnostics;

namespace DeliveryAsCode.Cli.Demo;

/// <summary>Runs the example's commands one after the other, and says what they show.</summary>
internal sealed class DemoStory(DemoRepository repository, Shell shell)
{
    private const string Id = "acme-support-bot";
    private const string Delivery = $"deliveries/{Id}";

    private readonly Shell _inside = shell with { WorkingDirectory = repository.Folder };

    /// <returns>0 if everything went as told.</returns>
    public async Task<int> TellAsync(CancellationToken cancellation)
    {
        Say($"A delivery, made as a git repository in {repository.Folder}");
        repository.Create(DateOnly.FromDateTime(shell.Clock.GetUtcNow().UtcDateTime));
        try
        {
            return await TellChaptersAsync(cancellation);
        }
        finally
        {
            await StopServiceAsync();
        }
    }

    private async Task<int> TellChaptersAsync(CancellationToken cancellation)
    {
        var asTold = await RunAsync("Is everything that people wrote in order?", ["check"], ExitCode.Done, cancellation)
            && await RunAsync("Where does the delivery stand?", ["status", Id], ExitCode.Done, cancellation)
            && await RunAsync("Release 1.4.0: the runbook is executed, the service starts, the smoke tests pass.", Release("1.4.0"), ExitCode.Done, cancellation)
            && await RunAsync("The same again changes nothing: a deployment is never done twice by accident.", Release("1.4.0"), ExitCode.Done, cancellation)
            && await RunAsync("Release 1.5.0 forgot a file. Its smoke test fails, and it is rolled back.", Release("1.5.0"), ExitCode.No, cancellation)
            && await RunAsync("Until somebody has looked, nothing else is deployed. The cause is found, and a person lifts the hold.", LiftHold("1.5.0"), ExitCode.Done, cancellation)
            && await RunAsync("Nobody edited the logs.", ["log", "verify", $"{Delivery}/executions"], ExitCode.Done, cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (!asTold)
            return ExitCode.No;

        Say("Where to look");
        shell.Output.WriteLine($"""
              {Path.Combine(repository.Folder, Delivery, "record.md")}
                the record, with its milestones dated
              {Path.Combine(repository.Folder, Delivery, "executions")}
                the execution logs for people, and the journals they are made from
              git -C {repository.Folder} log --stat
                what was committed, and when

            The service is stopped. Delete the folder when you have seen enough.
            """);
        return ExitCode.Done;
    }

    private static string[] Release(string version) => ["run", $"{Delivery}/runbooks/release-{version}.md", "--yes", "--commit"];

    private static string[] LiftHold(string version) =>
        ["resume", $"{Delivery}/runbooks/release-{version}.md", "--lift-hold", "--reason", "the release forgot answers.json; the next one brings it", "--commit"];

    private async Task<bool> RunAsync(string title, string[] arguments, int expected, CancellationToken cancellation)
    {
        Say(title);
        shell.Output.WriteLine($"$ delivery {string.Join(' ', arguments.Select(a => a.Contains(' ', StringComparison.Ordinal) ? $"\"{a}\"" : a))}");
        var code = await Program.RunAsync(arguments, _inside, cancellation);
        if (code == expected)
            return true;

        shell.Error.WriteLine($"error: this was to end with exit code {expected}, and it ended with {code}");
        shell.Error.WriteLine($"  = help: look at {repository.Folder}; please report it if your machine is not the reason");
        return false;
    }

    private void Say(string title)
    {
        shell.Output.WriteLine();
        shell.Output.WriteLine(shell.Terminal.HasColours ? $"\e[1m── {title}\e[0m" : $"── {title}");
        shell.Output.WriteLine();
    }

    private async Task StopServiceAsync()
    {
        using var stop = Process.Start(new ProcessStartInfo("bash", ["ops/service.sh", "stop"]) { WorkingDirectory = repository.Folder, RedirectStandardOutput = true });
        if (stop is not null)
            await stop.WaitForExitAsync(CancellationToken.None);
    }
}
