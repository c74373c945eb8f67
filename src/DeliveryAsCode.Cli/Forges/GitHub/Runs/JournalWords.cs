using System.Globalization;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Forges.GitHub.Runs;

/// <summary>How a journal stands, in the few words that fit elsewhere.</summary>
internal static class JournalWords
{
    public const string UnderWay = "under way";

    /// <summary>How many entries it has, and the last hash: whoever cuts the journal has to change this, too.</summary>
    public static string Witness(IReadOnlyList<JournalEntry> entries) =>
        string.Create(CultureInfo.InvariantCulture, $"journal {entries.Count} {JournalHead.After(entries[^1]).Hash}");

    /// <summary>A state of GitHub's deployments. What waits is not over, and what is rolled back is live no more.</summary>
    public static string DeploymentState(IReadOnlyList<JournalEntry> entries) => ExecutionEnded.Last(entries.Select(e => e.Event))?.Conclusion switch
    {
        Conclusion.Succeeded => "success",
        Conclusion.Failed or Conclusion.OnHold => "failure",
        Conclusion.RolledBack => "inactive",
        null => entries.Any(e => e.Event is ActionStarted) ? "in_progress" : "queued",
    };

    /// <summary>A conclusion of GitHub's checks: what waits is never shown as success.</summary>
    public static string CheckConclusion(RunConclusion conclusion) => conclusion switch
    {
        RunConclusion.Succeeded or RunConclusion.NothingToDo => "success",
        RunConclusion.Waiting => "action_required",
        RunConclusion.Interrupted => "cancelled",
        RunConclusion.Failed or RunConclusion.RolledBack or RunConclusion.OnHold or RunConclusion.Refused => "failure",
    };
}
