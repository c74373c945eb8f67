using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Execution;

/// <summary>What only a person can say. Closed.</summary>
/// <param name="Subject">What it is about, as commands name it.</param>
/// <param name="Role">Who may answer; null: anybody who runs the runbook.</param>
/// <param name="Text">The question.</param>
public abstract record Question(string Subject, string? Role, string Text)
{
    /// <summary>The word for it in the journal.</summary>
    public abstract string Kind { get; }

    public abstract bool IsAnsweredBy(JournalEvent answer);

    /// <summary>Whether only who may intervene in a deployment can answer, and not whoever runs it.</summary>
    public virtual bool IsIntervention => false;

    /// <summary>After that somebody above is told that nobody answers; null: never.</summary>
    public TimeSpan? Within { get; init; }

    public Paused ToPause(DateTimeOffset now) => new(Kind, Subject, Text, now + Within);

    public bool IsAskedBy(Paused pause) => pause.For == Kind && pause.Subject == Subject;
}

/// <summary>Is it done? Answered by <see cref="ConfirmationGiven"/>.</summary>
public sealed record ConfirmationQuestion(string Subject, string? Role, string Text) : Question(Subject, Role, Text)
{
    public override string Kind => "confirmation";

    public override bool IsAnsweredBy(JournalEvent answer) => answer is ConfirmationGiven given && given.Subject == Subject;
}

/// <summary>Go or no-go? Answered by <see cref="Decision"/>.</summary>
public sealed record DecisionQuestion(string Subject, string? Role, string Text) : Question(Subject, Role, Text)
{
    public override string Kind => "decision";

    public override bool IsAnsweredBy(JournalEvent answer) =>
        answer is Decision { Choice: DecisionChoice.Go or DecisionChoice.NoGo } decision && decision.Subject == Subject;
}

/// <summary>The numbers do not tell: go on all the same, or not? Answered by <see cref="Decision"/>.</summary>
public sealed record WatchQuestion(string Subject, string Text) : Question(Subject, null, Text)
{
    public override string Kind => "watch-decision";

    public override bool IsIntervention => true;

    public override bool IsAnsweredBy(JournalEvent answer) =>
        answer is Decision { Choice: DecisionChoice.Go or DecisionChoice.NoGo } decision && decision.Subject == Subject;
}

/// <summary>A step failed after a point of no return: forward, back as far as it goes, or stop? Answered by <see cref="Decision"/>.</summary>
public sealed record RollbackQuestion(Step Failed, string Text) : Question(SubjectOf(Failed.Id), null, Text)
{
    public override string Kind => "rollback-decision";

    public override bool IsIntervention => true;

    private const string Prefix = "rollback:";

    public static string SubjectOf(string step) => Prefix + step;

    /// <summary>The step that a subject speaks of, of whatever question.</summary>
    public static string StepOf(string subject) => subject.StartsWith(Prefix, StringComparison.Ordinal) ? subject[Prefix.Length..] : subject;

    public override bool IsAnsweredBy(JournalEvent answer) =>
        answer is Decision { Choice: DecisionChoice.RollForward or DecisionChoice.Undo or DecisionChoice.Hold } decision
        && decision.Subject == Subject;
}

/// <summary>What became of a block that was started and whose end nobody saw? Answered by <see cref="Answered"/>.</summary>
public sealed record UnknownQuestion(ActionKind Action, string Step, string Text) : Question(Step, null, Text)
{
    public override string Kind => "unknown";

    public override bool IsIntervention => true;

    public override bool IsAnsweredBy(JournalEvent answer) => answer is Answered word && word.Step == Step && word.Kind == Action;
}
