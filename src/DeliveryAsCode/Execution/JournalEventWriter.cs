using System.Text;
using System.Text.Json;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Execution;

/// <summary>The fields that each event adds to its line; read back by <see cref="JournalEventReader"/>.</summary>
internal static class JournalEventWriter
{
    public static void Write(Utf8JsonWriter json, JournalEvent what)
    {
        json.WriteString("event", NameOf(what));
        switch (what)
        {
            case ExecutionStarted e: Write(json, e); break;
            case RehearsalStarted e: Write(json, e); break;
            case StepRehearsed e:
                json.WriteText("step", e.Step);
                json.WriteString("way", KebabCase.Of(e.Way));
                json.WriteText("reason", e.Reason);
                break;
            case RehearsalEnded e: json.WriteString("outcome", KebabCase.Of(e.Outcome)); break;
            case PhaseStarted e: json.WriteText("phase", e.Phase); break;
            case PhaseEnded e:
                json.WriteText("phase", e.Phase);
                json.WriteString("outcome", KebabCase.Of(e.Outcome));
                break;
            case ActionStarted e:
                WriteAttempt(json, e.Step, e.Attempt);
                json.WriteText("key", e.Key);
                break;
            case ActionProcess e:
                WriteAttempt(json, e.Step, e.Attempt);
                Write(json, e.Process);
                break;
            case ActionEnded e:
                WriteAttempt(json, e.Step, e.Attempt);
                Write(json, e.Result);
                break;
            case StepSkipped e:
                json.WriteText("step", e.Step);
                json.WriteText("reason", e.Reason);
                break;
            case WatchStarted e: json.WriteText("step", e.Step); break;
            case BaselineTaken e: Write(json, e); break;
            case SampleTaken e: Write(json, e); break;
            case WatchEnded e:
                json.WriteText("step", e.Step);
                json.WriteString("verdict", KebabCase.Of(e.Verdict));
                json.WriteText("reason", e.Reason);
                break;
            case ConfirmationAsked e: WriteConfirmation(json, e.Subject, e.Role); break;
            case ConfirmationGiven e: WriteConfirmation(json, e.Subject, e.Role); break;
            case Decision e:
                json.WriteText("subject", e.Subject);
                json.WriteString("choice", KebabCase.Of(e.Choice));
                json.WriteText("reason", e.Reason);
                break;
            case Issue e:
                json.WriteText("step", e.Step);
                json.WriteText("text", e.Text);
                json.WriteText("resolution", e.Resolution);
                break;
            case Deviation e:
                json.WriteText("step", e.Step);
                json.WriteText("text", e.Text);
                break;
            case RollbackStarted e:
                json.WriteText("cause", e.Cause);
                json.WriteText("target", e.Target);
                if (e.ByPerson)
                    json.WriteBoolean("by-person", true);
                break;
            case Hold e: json.WriteText("reason", e.Reason); break;
            case HoldLifted e: json.WriteText("reason", e.Reason); break;
            case Paused e:
                json.WriteText("for", e.For);
                json.WriteText("subject", e.Subject);
                json.WriteText("text", e.Text);
                if (e.Until is { } until)
                    json.WriteString("until", JournalFormat.Write(until));
                break;
            case Escalated e:
                json.WriteText("subject", e.Subject);
                json.WriteText("to", e.To);
                break;
            case LockTaken e: json.WriteNumber("term", e.Term); break;
            case LockBroken e:
                json.WriteNumber("term", e.Term);
                json.WriteText("reason", e.Reason);
                break;
            case Interrupted e: json.WriteText("cause", e.Cause); break;
            case Resumed e: json.WriteText("note", e.Note); break;
            case Answered e:
                json.WriteString("kind", KebabCase.Of(e.Kind));
                json.WriteText("step", e.Step);
                json.WriteString("answer", KebabCase.Of(e.Answer));
                json.WriteText("reason", e.Reason);
                break;
            case ExecutionEnded e:
                json.WriteString("conclusion", KebabCase.Of(e.Conclusion));
                json.WriteText("outcome", e.Outcome);
                break;
            case UnknownEvent: throw new InvalidOperationException("An event of a later version is read, never written.");
        }
    }

    /// <summary>Writes nothing for null. A lone surrogate, which UTF-8 cannot hold, becomes U+FFFD.</summary>
    public static void WriteText(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, Encoding.UTF8.GetBytes(value));
    }

    private static string NameOf(JournalEvent what) => what switch
    {
        ActionStarted e => $"{KebabCase.Of(e.Kind)}-started",
        ActionProcess e => $"{KebabCase.Of(e.Kind)}-process",
        ActionEnded e => $"{KebabCase.Of(e.Kind)}-ended",
        ExecutionStarted => "execution-started",
        RehearsalStarted => "rehearsal-started",
        StepRehearsed => "step-rehearsed",
        RehearsalEnded => "rehearsal-ended",
        PhaseStarted => "phase-started",
        PhaseEnded => "phase-ended",
        StepSkipped => "step-skipped",
        WatchStarted => "watch-started",
        BaselineTaken => "baseline",
        SampleTaken => "sample",
        WatchEnded => "watch-ended",
        Escalated => "escalated",
        LockTaken => "lock-taken",
        LockBroken => "lock-broken",
        ConfirmationAsked => "confirmation-asked",
        ConfirmationGiven => "confirmation-given",
        Decision => "decision",
        Issue => "issue",
        Deviation => "deviation",
        RollbackStarted => "rollback-started",
        Hold => "hold",
        HoldLifted => "hold-lifted",
        Paused => "paused",
        Interrupted => "interrupted",
        Resumed => "resumed",
        Answered => "answered",
        ExecutionEnded => "execution-ended",
        UnknownEvent e => e.Name,
        _ => throw new InvalidOperationException($"{what.GetType().Name} has no name in the journal."),
    };

    private static void Write(Utf8JsonWriter json, ExecutionStarted e)
    {
        json.WriteText("execution", e.Execution);
        json.WriteText("runbook", e.Runbook);
        json.WriteText("runbook-digest", e.RunbookDigest);
        json.WriteText("environment", e.Environment);
        json.WriteText("delivery", e.Delivery);
        json.WriteText("release-commit", e.Release?.Commit);
        json.WriteText("release-artifact", e.Release?.Artifact);
        json.WriteText("rules", e.Rules);
        json.WriteText("commit", e.Commit);
        json.WriteText("tool", e.Tool);
        json.WriteText("reason", e.Reason);
        json.WriteText("url", e.Url);
    }

    private static void Write(Utf8JsonWriter json, RehearsalStarted e)
    {
        json.WriteText("rehearsal", e.Rehearsal);
        json.WriteText("runbook", e.Runbook);
        json.WriteText("runbook-digest", e.RunbookDigest);
        json.WriteText("environment", e.Environment);
        json.WriteText("delivery", e.Delivery);
        json.WriteText("release-commit", e.Release?.Commit);
        json.WriteText("release-artifact", e.Release?.Artifact);
        json.WriteText("commit", e.Commit);
        json.WriteText("tool", e.Tool);
    }

    private static void Write(Utf8JsonWriter json, BaselineTaken e)
    {
        json.WriteText("step", e.Step);
        json.WriteText("metric", e.Metric);
        json.WriteStartArray("values");
        foreach (var value in e.Values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
        json.WriteText("source", e.Source);
    }

    private static void Write(Utf8JsonWriter json, SampleTaken e)
    {
        json.WriteText("step", e.Step);
        json.WriteText("metric", e.Metric);
        if (e.Value is { } value)
            json.WriteNumber("value", value);
        json.WriteString("verdict", KebabCase.Of(e.Verdict));
        json.WriteText("reason", e.Reason);
    }

    private static void WriteAttempt(Utf8JsonWriter json, string step, int attempt)
    {
        json.WriteText("step", step);
        json.WriteNumber("attempt", attempt);
    }

    private static void WriteConfirmation(Utf8JsonWriter json, string subject, string? role)
    {
        json.WriteText("subject", subject);
        json.WriteText("role", role);
    }

    private static void Write(Utf8JsonWriter json, ProcessIdentity process)
    {
        json.WriteText("host", process.Host);
        json.WriteText("boot", process.BootId);
        json.WriteNumber("pid", process.Pid);
        json.WriteNumber("started", process.StartTime);
    }

    private static void Write(Utf8JsonWriter json, ActionResult result)
    {
        json.WriteString("outcome", KebabCase.Of(result.Outcome));
        if (result.ExitCode is { } exitCode)
            json.WriteNumber("exit-code", exitCode);
        if (result.Status is { } status)
            json.WriteNumber("status", status);
        json.WriteNumber("milliseconds", (long)result.Duration.TotalMilliseconds);
        json.WriteText("output-digest", result.OutputDigest);
        json.WriteText("reason", result.Reason);
        json.WriteText("tail", result.Tail);
        json.WriteText("output", result.Output);
    }
}
