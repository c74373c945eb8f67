using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Running;

/// <summary>What must be right before anything starts.</summary>
internal static class Preflight
{
    public static ImmutableArray<Diagnostic> Check(RunRequest request)
    {
        var runbook = request.Runbook;
        return
        [
            .. MissingPrograms(runbook, request.Host),
            .. runbook.Env.Select(name => AboutVariable(request, name)).OfType<Diagnostic>(),
            .. AboutOwnVariables(request),
            .. runbook.Steps.SelectMany(s => AboutStep(runbook, s)),
            // What is taken back was started already, whatever its condition says by now.
            .. request.Intent == StartIntent.RollBack ? [] : StepCondition.Evaluate(runbook, request.Circumstances.Facts).Where(c => c.Value.Holds is null).Select(c => Undecided(c.Step, c.Value.Why)),
        ];
    }

    /// <summary>The program on the PATH, or null.</summary>
    public static string? Find(string program, IReadOnlyDictionary<string, string> host) =>
        (program.Contains('/', StringComparison.Ordinal)
            ? [program]
            : host.GetValueOrDefault("PATH", "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(f => Path.Combine(f, program)))
        .FirstOrDefault(IsExecutable);

    public static IEnumerable<StepAction> Actions(Step step) => new[] { step.Run, step.Verify, step.Undo }.OfType<StepAction>();

    private static IEnumerable<Diagnostic> MissingPrograms(Runbook runbook, IReadOnlyDictionary<string, string> host)
    {
        var scripts = runbook.Steps.SelectMany(Actions).OfType<ScriptAction>().ToList();
        var needed = runbook.Needs.Select(n => (Program: n, At: Location.OfFile(runbook.Path)))
            .Concat(scripts.Select(s => (Program: ScriptFile.ProgramOf(s.Interpreter), At: s.Location)))
            .Concat(Commands(runbook).Select(m => (Program: ScriptFile.ProgramOf(Interpreter.Bash), At: m.Location)))
            .Concat(scripts.Take(1).Select(s => (Program: "setsid", At: s.Location)));
        return needed.DistinctBy(n => n.Program).Where(n => Find(n.Program, host) is null).Select(n =>
            new Diagnostic(DiagnosticCatalog.ProgramMissing, n.At, $"\"{n.Program}\" is needed and is not on the PATH")
            {
                Help = n.Program == "setsid" ? "install util-linux: every step runs in a session of its own" : $"install {n.Program}, or correct the PATH",
            });
    }

    private static IEnumerable<Metric> Commands(Runbook runbook) =>
        runbook.Steps.SelectMany(s => s.Watch?.Metrics ?? []).Where(m => m.Source is CommandSource);

    private static Diagnostic? AboutVariable(RunRequest request, string name)
    {
        var problem = StepVariables.WhyRefused(name) ?? ProblemOfValue(request, name);
        return problem is null ? null : Unusable(Location.OfFile(request.Runbook.Path), name, problem);
    }

    private static string? ProblemOfValue(RunRequest request, string name)
    {
        if (!request.Runbook.IsGated)
            return "a runbook without environment is given no declared variables";
        if (request.Secrets.TryGetValue(name, out var secret) && secret.Length < SecretMask.ShortestSecret)
            return secret.Length == 0
                ? "the secret is empty"
                : $"the secret is shorter than {SecretMask.ShortestSecret} characters and cannot be masked without making the log unreadable";

        return (secret ?? request.Plain.GetValueOrDefault(name)) is { } value ? StepVariables.WhyUnusable(name, value) : "it has no value here";
    }

    /// <summary>What steps get without a word of the runbook about it.</summary>
    private static IEnumerable<Diagnostic> AboutOwnVariables(RunRequest request)
    {
        var runbook = request.Runbook;
        (string Name, string? Value)[] own =
        [
            .. StepVariables.Inherited.Select(name => (name, request.Host.GetValueOrDefault(name))),
            ("DELIVERY_ID", request.Delivery),
            ("DELIVERY_ENVIRONMENT", runbook.Environment),
            ("DELIVERY_COMMIT", runbook.Release?.Commit),
            ("DELIVERY_ARTIFACT", runbook.Release?.Artifact),
        ];
        return own.Where(v => v.Value is not null)
            .Select(v => (v.Name, Problem: StepVariables.WhyUnusable(v.Name, v.Value!)))
            .Where(v => v.Problem is not null)
            .Select(v => Unusable(Location.OfFile(runbook.Path), v.Name, v.Problem!));
    }

    private static IEnumerable<Diagnostic> AboutStep(Runbook runbook, Step step)
    {
        foreach (var action in Actions(step))
        {
            if (action.Options.Output is { } output && !StrategyPart.IsOwnOutput(output) && (StepVariables.WhyRefused(output) ?? Shadows(runbook, output)) is { } problem)
                yield return Unusable(action.Location, output, problem);
        }
    }

    /// <summary>To run it and to leave it out would both be a guess.</summary>
    private static Diagnostic Undecided(Step step, string why) =>
        new(DiagnosticCatalog.ConditionUndecided, step.When!.Location, $"nobody can tell whether \"{step.Title}\" is to run: {why}")
        {
            Help = "declare the fact among the facts of delivery.yml, ask for another one, or take the condition away",
        };

    private static string? Shadows(Runbook runbook, string output) =>
        runbook.Env.Contains(output) ? "the runbook already has a variable of that name" : null;

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);

    private static Diagnostic Unusable(Location at, string name, string problem) =>
        new(DiagnosticCatalog.VariableUnusable, at, $"the variable \"{name}\" cannot be given to the steps: {problem}")
        {
            Help = "name another variable, or give it a value where the environment's list is filled in",
        };
}
