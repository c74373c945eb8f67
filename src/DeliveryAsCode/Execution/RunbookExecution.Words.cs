using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Execution;

public sealed partial record RunbookExecution
{
    /// <summary>What it waits for a person to say. What has grown old while it waited does not change the question.</summary>
    public Question? Pending => Next(DateTimeOffset.MinValue) is Ask ask ? ask.Question : null;

    /// <summary>Whether what follows only has to be written down, to the end or to the next question: nothing is run for it.</summary>
    public bool NeedsNoRunner(DateTimeOffset now)
    {
        var later = this;
        while (later.Next(now) is Append { Event: var what })
            later = later.Apply(JournalFormat.Write(later.Head, now, "", what).Entry);
        return later.Next(now) is Ask or Finish or Refuse;
    }

    /// <summary>Why a person's word is not one that can be taken now, or null.</summary>
    public string? WhyRefused(JournalEvent word) => word switch
    {
        _ when Unreadable is { } reason => reason,
        HoldLifted => IsHeld ? null : "nothing is held",
        RollbackStarted rollback => WhyRefused(rollback),
        Answered answered when IsHeld && Progress(answered.Step)[answered.Kind].HasFailed => null,
        _ when Pending is not { } question => "it does not wait for anybody's word",
        _ when Pending!.IsAnsweredBy(word) => null,
        _ => $"it waits for something else ({Pending!.Kind} \"{Pending.Subject}\"): {Pending.Text}",
    };

    private string? WhyRefused(RollbackStarted rollback)
    {
        if (Rollback is not null)
            return Ended is null ? "it is being rolled back already: continue it" : "it was rolled back already: what is left is lifting the hold";
        if (rollback.Target is { } target && !StartedSteps.Contains(target))
            return $"the step \"{target}\" was not started, so nothing can be taken back to it";

        if (rollback.Target is { } end && LeftByTarget(end) is { } part)
            return $"\"{part.Title}\" is taken back only by the undo of \"{Find(part.Part!.UndoneBy!)!.Title}\", which --target {end} leaves out: name a step before the whole strategy";

        return PointOfNoReturn is { } point && StartedSteps.IndexOf(rollback.Target ?? "") < StartedSteps.IndexOf(point.Id)
            ? $"\"{point.Title}\" is a point of no return ({point.Run!.Options.PointOfNoReturn}): only what was started after it can be undone, with --target {point.Id}"
            : null;
    }

    /// <summary>A strategy that is undone by its first part is taken back as a whole.</summary>
    private Step? LeftByTarget(string target) => StartedSteps.Skip(StartedSteps.IndexOf(target) + 1).Select(Find)
        .FirstOrDefault(s => s?.Part?.UndoneBy is { } by && StartedSteps.IndexOf(by) <= StartedSteps.IndexOf(target));
}
