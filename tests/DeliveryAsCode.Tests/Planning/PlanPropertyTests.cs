using DeliveryAsCode.Planning;
using DeliveryAsCode.Tests.Infra;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Planning;

public class PlanPropertyTests
{
    private static readonly string[] Statuses = ["Planning", "In Production", "QA", "Deployment", "Handover", "Complete", "Cancelled", "On hold", "TBD", "strange"];
    private static readonly string[] MilestoneWords = ["Planned", "Ready", "In progress", "✅ Done", "Late", "Failed", "Skipped", "", "strange"];
    private static readonly string[] Decisions = ["Passed", "Passed", "Passed", "Passed", "Failed", "Skipped", "Re-plan", "On hold", "Resumed", "Cancelled", "Reopened", "Acknowledged"];

    private static readonly Arbitrary<int> Seeds = ArbMap.Default.ArbFor<int>();

    [Fact]
    public void Planning_again_after_applying_changes_nothing() => Prop.ForAll(Seeds, seed =>
    {
        var (folder, now) = Random(seed);

        var after = folder.After(folder.Plan(now));

        after.Plan(now).Changes.Select(c => $"{c.Key}: {c.Summary}").ShouldBeEmpty(after.Record);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_case_has_the_same_plan() => Prop.ForAll(Seeds, seed =>
    {
        var (folder, now) = Random(seed);

        Told(folder.Plan(now)).ShouldBe(Told(folder.Plan(now)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_key_stands_in_a_plan_once_for_each_thing_that_is_done() => Prop.ForAll(Seeds, seed =>
    {
        var (folder, now) = Random(seed);

        folder.Plan(now).Changes.Select(c => c.Key).ShouldBeUnique();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Changes_of_a_file_follow_from_one_another() => Prop.ForAll(Seeds, seed =>
    {
        var (folder, now) = Random(seed);
        var source = folder.Read().Document.Source;

        foreach (var edit in folder.Plan(now).Changes.OfType<Change.EditFile>().Where(c => c.Path == ARecord.Path))
        {
            edit.Against.ShouldBe(Change.DigestOf(source));
            source = source.Apply(edit.Edits.AsSpan());
            edit.Result.Text.ShouldBe(source.Text);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_gate_row_and_no_row_of_what_was_sent_is_touched() => Prop.ForAll(Seeds, seed =>
    {
        var (folder, now) = Random(seed);

        var after = folder.After(folder.Plan(now));

        Rows(after).ShouldBe(Rows(folder));
    }).QuickCheckThrowOnFailure();

    private static string[] Rows(AFolder folder) =>
        [.. folder.Read().Gates.Rows.Select(r => $"{r.Gate}|{r.Decision}|{r.DecidedBy}|{r.Date}|{r.Evidence}"), .. folder.Read().StatusUpdates.Rows.Select(r => $"{r.Date}|{r.Type}|{r.Summary}")];

    private static string Told(Plan plan) =>
        string.Join('\n', [.. plan.Changes.Select(c => $"{c.Key}\n{c.Summary}\n{c.Reason}\n{c.After.Text}"), .. plan.Notes.Select(n => n.Message), .. plan.Verdicts.Select(v => $"{v.Stage?.Name} {v.Gate?.Name}")]);

    private static (AFolder Folder, string Now) Random(int seed)
    {
        var random = new Random(seed);
        var gates = ACase.ClientDelivery.Gates.Select(g => g.Name).ToArray();
        var settled = random.Next(gates.Length + 1);
        var rows = gates.Take(settled).Select((g, i) => $"{g} | Passed | {Day(random)}")
            .Concat(Enumerable.Range(0, random.Next(4)).Select(_ => $"{Of(gates, random)} | {Of(Decisions, random)} | {Day(random)}"));
        var milestones = ACase.ClientDelivery.Milestones.Select(name => $"{name} | {Maybe(random)} | {Maybe(random)} | {Of(MilestoneWords, random)}");
        var updates = Enumerable.Range(0, random.Next(4)).Select(_ => $"{Day(random)} | {Of(["Handover", "Status update", "Reminder", "Weekly status"], random)} | x");
        var escalations = Enumerable.Range(0, random.Next(2)).Select(_ => $"{Day(random)} | a thing | clara | {Of(["open", "done"], random)}");
        return (AFolder.Of(Of(Statuses, random), [.. rows], [.. milestones], [.. updates], [.. escalations]), Day(random));
    }

    private static string Of(string[] words, Random random) => words[random.Next(words.Length)];

    private static string Maybe(Random random) => random.Next(3) == 0 ? "" : Day(random);

    private static string Day(Random random) => new NodaTime.LocalDate(2026, 3, 1).PlusDays(random.Next(120)).ToString("yyyy-MM-dd", null);
}
