using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Execution;

/// <summary>Reads what <see cref="JournalEventWriter"/> wrote, of this version and of every version before.</summary>
internal static class JournalEventReader
{
    public static JournalEvent Read(EntryFields fields)
    {
        var name = fields.Text("event");
        if (fields.OptionalNumber("v") != JournalEntry.CurrentVersion)
            return new UnknownEvent(name);

        return name switch
        {
            "execution-started" => ReadStarted(fields),
            "rehearsal-started" => ReadRehearsal(fields),
            "step-rehearsed" => new StepRehearsed(fields.Text("step"), fields.Name<WayBackKind>("way"), fields.OptionalText("reason")),
            "rehearsal-ended" => new RehearsalEnded(fields.Name<Outcome>("outcome")),
            "phase-started" => new PhaseStarted(fields.Text("phase")),
            "phase-ended" => new PhaseEnded(fields.Text("phase"), fields.Name<Outcome>("outcome")),
            "step-skipped" => new StepSkipped(fields.Text("step"), fields.Text("reason")),
            "watch-started" => new WatchStarted(fields.Text("step")),
            "baseline" => new BaselineTaken(fields.Text("step"), fields.Text("metric"), fields.Numbers("values"), fields.Text("source")),
            "sample" => new SampleTaken(
                fields.Text("step"), fields.Text("metric"), fields.OptionalReal("value"), fields.Name<Verdict>("verdict"), fields.OptionalText("reason")),
            "watch-ended" => new WatchEnded(fields.Text("step"), fields.Name<Verdict>("verdict"), fields.Text("reason")),
            "escalated" => new Escalated(fields.Text("subject"), fields.Text("to")),
            "lock-taken" => new LockTaken(fields.Number("term")),
            "lock-broken" => new LockBroken(fields.Number("term"), fields.Text("reason")),
            "confirmation-asked" => new ConfirmationAsked(fields.Text("subject"), fields.OptionalText("role")),
            "confirmation-given" => new ConfirmationGiven(fields.Text("subject"), fields.OptionalText("role")),
            "decision" => new Decision(fields.Text("subject"), fields.Name<DecisionChoice>("choice"), fields.OptionalText("reason")),
            "issue" => new Issue(fields.OptionalText("step"), fields.Text("text"), fields.OptionalText("resolution")),
            "deviation" => new Deviation(fields.OptionalText("step"), fields.Text("text")),
            "rollback-started" => new RollbackStarted(fields.Text("cause"), fields.OptionalText("target"), fields.Has("by-person")),
            "hold" => new Hold(fields.Text("reason")),
            "hold-lifted" => new HoldLifted(fields.Text("reason")),
            "paused" => new Paused(fields.Text("for"), fields.Text("subject"), fields.Text("text"), fields.OptionalInstant("until")),
            "interrupted" => new Interrupted(fields.Text("cause")),
            "resumed" => new Resumed(fields.OptionalText("note")),
            "answered" => new Answered(
                fields.Name<ActionKind>("kind"), fields.Text("step"), fields.Name<UnknownAnswer>("answer"), fields.Text("reason")),
            "execution-ended" => new ExecutionEnded(fields.Name<Conclusion>("conclusion"), fields.Text("outcome")),
            _ => ReadAction(name, fields),
        };
    }

    private static JournalEvent ReadAction(string name, EntryFields fields)
    {
        var dash = name.LastIndexOf('-');
        if (dash < 0 || KebabCase.Parse<ActionKind>(name[..dash]) is not { } kind)
            return new UnknownEvent(name);

        return name[(dash + 1)..] switch
        {
            "started" => new ActionStarted(kind, fields.Text("step"), fields.Number("attempt"), fields.Text("key")),
            "process" => new ActionProcess(kind, fields.Text("step"), fields.Number("attempt"), ReadProcess(fields)),
            "ended" => new ActionEnded(kind, fields.Text("step"), fields.Number("attempt"), ReadResult(fields)),
            _ => new UnknownEvent(name),
        };
    }

    private static ExecutionStarted ReadStarted(EntryFields fields) => new(
        fields.Text("execution"),
        fields.Text("runbook"),
        fields.Text("runbook-digest"),
        fields.Text("environment"),
        fields.OptionalText("delivery"),
        ReadRelease(fields),
        fields.OptionalText("rules"),
        fields.OptionalText("commit"),
        fields.Text("tool"),
        fields.OptionalText("reason"),
        fields.OptionalText("url"));

    private static RehearsalStarted ReadRehearsal(EntryFields fields) => new(
        fields.Text("rehearsal"),
        fields.Text("runbook"),
        fields.Text("runbook-digest"),
        fields.Text("environment"),
        fields.OptionalText("delivery"),
        ReadRelease(fields),
        fields.OptionalText("commit"),
        fields.Text("tool"));

    private static Release? ReadRelease(EntryFields fields) => fields.Has("release-commit") || fields.Has("release-artifact")
        ? new Release(fields.OptionalText("release-commit"), fields.OptionalText("release-artifact"))
        : null;

    private static ProcessIdentity ReadProcess(EntryFields fields) =>
        new(fields.Text("host"), fields.Text("boot"), fields.Number("pid"), fields.LongNumber("started"));

    private static ActionResult ReadResult(EntryFields fields) => new(
        fields.Name<Outcome>("outcome"),
        TimeSpan.FromMilliseconds(fields.LongNumber("milliseconds")),
        fields.OptionalNumber("exit-code"),
        fields.OptionalNumber("status"),
        fields.OptionalText("output-digest"),
        fields.OptionalText("reason"),
        fields.OptionalText("tail"),
        fields.OptionalText("output"));
}
