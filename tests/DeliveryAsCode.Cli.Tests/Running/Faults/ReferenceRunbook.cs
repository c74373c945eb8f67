using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using static DeliveryAsCode.Tests.Execution.ARunbook;

namespace DeliveryAsCode.Cli.Tests.Running.Faults;

/// <summary>How the reference runbook goes when nothing is killed.</summary>
public enum Course
{
    Succeeds,

    /// <summary>After a point of no return, so that a person decides; the decision is to hold.</summary>
    StepFails,

    RollsBack,

    /// <summary>In the middle of a step, and then continued.</summary>
    Cancelled,
}

/// <summary>
/// Twelve steps of every kind. Each block writes its name and how it went into the file <c>runs</c>: the world, as far as
/// these tests know it.
/// </summary>
internal sealed record ReferenceRunbook(Course Course, string Url)
{
    public const string Counter = "runs";
    private const string Ready = "ready to be cancelled";

    /// <summary>Blocks that must not run twice: no <c>idempotent</c>, no final check.</summary>
    public static readonly string[] OnlyOnce =
        ["migrate step", "migrate undo", "deploy step", "cache step", "switch undo", "login step", "settled step", "old-version step"];

    /// <summary>Not idempotent, and its outcome is its probe's word.</summary>
    public const string Probed = "execution/migrate";

    public Runbook Runbook => Of(
        Phase(PhaseKind.FinalChecks,
            Step("health", Get(Url) with { Options = Options }),
            Step("backup", Block("backup step")) with { Decide = "delivery-manager" }),
        Phase(PhaseKind.Execution,
            Step("migrate", Block("migrate step"), Probe("migrate"), Block("migrate undo")),
            Step("configure", Block("configure step", "echo 1.4.0", Idempotent with { Output = "VERSION" }), undo: Block("configure undo", options: Idempotent)),
            Step("deploy", Block("deploy step", "test \"$VERSION\" = 1.4.0", Deploy), undo: Block("deploy undo", options: Idempotent)),
            Step("warm", Warm),
            Step("cache", Failing("cache step", Options with { ContinueOnError = true })),
            Step("switch", Course == Course.StepFails ? Failing("switch step", Idempotent) : Block("switch step", options: Idempotent), Probe("switch"), Block("switch undo"))),
        Phase(PhaseKind.SmokeTests,
            Step("home", Get(Url) with { Options = Options }),
            Step("login", Course == Course.RollsBack ? Failing("login step", Options) : Block("login step"))),
        Phase(PhaseKind.Monitoring, Step("settled", Block("settled step")) with { Confirm = "deployment-specialist" }),
        Phase(PhaseKind.AfterRollback, Step("old-version", Block("old-version step"))));

    public Conclusion Conclusion => Course switch
    {
        Course.StepFails => Conclusion.OnHold,
        Course.RollsBack => Conclusion.RolledBack,
        _ => Conclusion.Succeeded,
    };

    /// <summary>Runs it in the folder, again after a cancellation, to its end.</summary>
    public async Task<RunResult> RunAsync(RunFolder folder, Boundaries? boundaries = null)
    {
        while (true)
        {
            using var cancellation = new CancellationTokenSource();
            var result = await RunbookRunner.RunAsync(Request(folder, boundaries), (question, _) => Task.FromResult<Answer?>(Answer(question, folder)), Observe, cancellation.Token);
            if (result.Conclusion != RunConclusion.Interrupted)
                return result;

            void Observe(RunEvent happened)
            {
                boundaries?.Observe(happened);
                if (happened is LinePrinted { Line: Ready })
                    cancellation.CancelAsync();
            }
        }
    }

    /// <summary>Its commit tells the executions apart that begin in the same millisecond.</summary>
    private RunRequest Request(RunFolder folder, Boundaries? boundaries) =>
        folder.Request(Runbook) with { Clock = boundaries ?? TimeProvider.System, Commit = Path.GetFileName(folder.Root) };

    private static Answer Answer(Question question, RunFolder folder) => new("clara", question switch
    {
        ConfirmationQuestion q => new ConfirmationGiven(q.Subject, q.Role),
        DecisionQuestion q => new Decision(q.Subject, DecisionChoice.Go, null),
        RollbackQuestion q => new Decision(q.Subject, DecisionChoice.Hold, "look first"),
        UnknownQuestion q => new Answered(q.Action, q.Step, AsTheCounterSays(q, folder), "counted"),
        _ => throw new InvalidOperationException(question.Kind),
    });

    private static UnknownAnswer AsTheCounterSays(UnknownQuestion question, RunFolder folder)
    {
        var block = $"{question.Step.Split('/')[1]} {DeliveryAsCode.Text.KebabCase.Of(question.Action)} ";
        return folder.Read(Counter).LastOrDefault(l => l.StartsWith(block, StringComparison.Ordinal)) switch
        {
            null => UnknownAnswer.Again,
            var line when line.EndsWith("ok", StringComparison.Ordinal) => UnknownAnswer.Done,
            _ => UnknownAnswer.Failed,
        };
    }

    private static ActionOptions Idempotent { get; } = Options with { IsIdempotent = true };

    private ActionOptions Deploy => Course == Course.StepFails ? Options with { PointOfNoReturn = "mails are sent" } : Options;

    /// <summary>Fails once and is tried again; or, where it is to be cancelled, does not end the first time.</summary>
    private ScriptAction Warm => Block(
        "warm step",
        Course == Course.Cancelled
            ? $"test $(grep -c '^warm' {Counter}) -gt 1 || {{ echo {Ready}; sleep 20; }}"
            : $"test $(grep -c '^warm' {Counter}) -gt 1",
        Idempotent with { Retries = 4, Backoff = TimeSpan.FromMilliseconds(1), Timeout = TimeSpan.FromSeconds(Course == Course.Cancelled ? 3 : 30) });

    private static ScriptAction Block(string name, string then = "", ActionOptions? options = null) => Script($"echo '{name} ok' >> {Counter}\n{then}\n", options);

    private static ScriptAction Failing(string name, ActionOptions options) => Script($"echo '{name} failed' >> {Counter}\nexit 1\n", options);

    private static ScriptAction Probe(string step) => Script($"grep -q '^{step} step ok' {Counter}\n");

    private static ScriptAction Script(string source, ActionOptions? options = null) => new(Interpreter.Sh, source, options ?? Options, Here);
}
