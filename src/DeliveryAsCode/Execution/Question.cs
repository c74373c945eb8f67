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

    public Paused ToPause() => new(Kind, Subject, Text);
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

/// <summary>A step failed after a point of no return: forward, back as far as it goes, or stop? Answered by <see cref="Decision"/>.</summary>
public sealed record RollbackQuestion(Step Failed, string Text) : Question(SubjectOf(Failed.Id), null, Text)
{
    public override string Kind => "rollback-decision";

    public static string SubjectOf(string step) => $"rollback:{step}";

    public override bool IsAnsweredBy(JournalEvent answer) =>
        answer is Decision { Choice: DecisionChoice.RollForward or DecisionChoice.Undo or DecisionChoice.Hold } decision
        && decision.Subject == Subject;
}

/// <summary>What became of a block that was started and whose end nobody saw? Answered by <see cref="Answered"/>.</summary>
public sealed record UnknownQuestion(ActionKind Action, string Step, string Text) : Question(Step, null, Text)
{
    public override string Kind => "unknown";

    public override bool IsAnsweredBy(JournalEvent answer) => answer is Answered word && word.Step == Step && word.Kind == Action;
}
