using System.Collections.Immutable;
using System.ComponentModel;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Runs one block of a step: the script or the request, with its variables, its folder and its output.</summary>
internal sealed class BlockRunner(RunRequest request, Action<RunEvent> observe)
{
    /// <summary>Of everything that this run must not tell.</summary>
    public SecretMask Mask { get; } = SecretMask.Of(request.Secrets.Values.Concat(request.Tokens));

    private readonly HttpProbe _probe = new(HttpAllowList.Of(request), request.Clock);

    private readonly ImmutableDictionary<string, string> _values = request.Plain.SetItems(request.Secrets);

    public async Task<ActionResult> RunAsync(
        RunbookExecution execution, Perform perform, Action<ProcessIdentity> started, CancellationToken cancellationToken)
    {
        using var output = new StepOutput(Mask, line => observe(new LinePrinted(perform.Step.Id, line)));
        var result = perform.Action switch
        {
            ScriptAction script => await RunAsync(execution, perform, script, output, started, cancellationToken),
            HttpAction http => await _probe.RunAsync(http, output, cancellationToken),
            _ => throw new InvalidOperationException($"{perform.Action.GetType().Name} cannot be run."),
        };
        return Complete(perform.Action.Options, result, output);
    }

    /// <summary>Runs a script for the last line that it prints, which the result holds as it is, or null: it may be a secret.</summary>
    public async Task<ActionResult> CaptureAsync(RunbookExecution execution, Perform perform, ScriptAction script, CancellationToken cancellationToken)
    {
        using var output = new StepOutput(Mask, line => observe(new LinePrinted(perform.Step.Id, line)));
        return await RunAsync(execution, perform, script, output, _ => { }, cancellationToken);
    }

    private async Task<ActionResult> RunAsync(
        RunbookExecution execution, Perform perform, ScriptAction script, StepOutput output, Action<ProcessIdentity> started, CancellationToken cancellationToken)
    {
        if (FolderOf(script) is not { } folder)
            return Error($"the folder \"{script.Options.WorkingDirectory}\" is not there, or leads out of the repository");

        using var file = Write(script, out var problem);
        if (file is null)
            return Error($"its script could not be written: {problem}");

        var process = new StepProcess(folder, StepVariables.Of(execution, perform, request.Host, _values), perform.Key, started, request.Clock);
        try
        {
            return await process.RunAsync(file, script.Options, output, cancellationToken);
        }
        catch (Win32Exception e)
        {
            return Error($"it could not be started: {e.Message}");
        }
    }

    private static ScriptFile? Write(ScriptAction script, out string? problem)
    {
        try
        {
            problem = null;
            return new ScriptFile(script);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = e.Message;
            return null;
        }
    }

    /// <summary>Links are followed before it is judged.</summary>
    private string? FolderOf(ScriptAction script)
    {
        var root = Posix.RealPath(request.RepositoryRoot);
        var folder = Posix.RealPath(Path.Combine(request.RepositoryRoot, script.Options.WorkingDirectory));
        return root is not null && (folder == root || folder?.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal) == true) && Directory.Exists(folder)
            ? folder
            : null;
    }

    private ActionResult Complete(ActionOptions options, ActionResult result, StepOutput output)
    {
        var whole = result with
        {
            OutputDigest = output.Digest,
            Tail = options.LogsTail ? output.Tail : null,
            Reason = result.Reason is null ? null : Mask.Apply(result.Reason),
        };
        return options.Output is { } name && result.Outcome == Outcome.Succeeded ? Give(whole, name, options.OutputIsOneOf) : whole with { Output = null };
    }

    /// <summary>What later steps get stands in the journal, so it must not be a secret.</summary>
    private ActionResult Give(ActionResult result, string name, ImmutableArray<string>? only)
    {
        var problem = result.Output switch
        {
            null => $"nothing was printed that could be given to later steps as ${name}",
            { Length: > LastLine.Longest } => $"the value for ${name} is longer than {LastLine.Longest} characters",
            var value when StepVariables.WhyUnusable(name, value) is { } unusable => $"${name} cannot be given to later steps: {unusable}",
            var value when Mask.Knows(value) => $"the value for ${name} holds a secret, and would stand in the journal",
            var value when only is { } known && !known.Contains(value) => $"it printed \"{value}\", which is none of {string.Join(", ", known)}",
            _ => null,
        };
        return problem is null ? result : result with { Outcome = Outcome.Failed, Reason = problem, Output = null };
    }

    private static ActionResult Error(string reason) => new(Outcome.Error, TimeSpan.Zero, Reason: reason);
}
