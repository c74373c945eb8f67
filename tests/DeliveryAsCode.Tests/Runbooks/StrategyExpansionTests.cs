using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Runbooks;

public class StrategyExpansionTests
{
    private const string Canary = "canary: {weights: [5, 25, 100], bake: 10m}";
    private const string BlueGreen = "blue-green: {active: ./ops/active-color.sh, switch: ./ops/switch.sh}";

    private static readonly Watch Monitoring = new(
        TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), WhileWaiting.Hold, TimeSpan.FromMinutes(30), [Metric(minSamples: 3)], false, Location.OfFile("runbook.md"));

    [Fact]
    public void A_canary_runs_once_for_each_weight_and_is_watched_in_between()
    {
        var (steps, findings) = Expand(Canary);

        findings.ShouldBeEmpty();
        steps.Select(Describe).ShouldBe(
        [
            "application/shift@5 | Shift (5 %) | run DELIVERY_WEIGHT=5, verify DELIVERY_WEIGHT=5, undo DELIVERY_WEIGHT=5",
            "application/shift@5-watch | Shift: watch at 5 % | 00:10:00 every 00:01:00 ShiftBack by application/shift@5",
            "application/shift@25 | Shift (25 %) | run DELIVERY_WEIGHT=25, verify DELIVERY_WEIGHT=25, undone by application/shift@5",
            "application/shift@25-watch | Shift: watch at 25 % | 00:10:00 every 00:01:00 ShiftBack by application/shift@5",
            "application/shift@100 | Shift (100 %) | run DELIVERY_WEIGHT=100, verify DELIVERY_WEIGHT=100, undone by application/shift@5",
        ]);
    }

    [Fact]
    public void A_rolling_deployment_undoes_each_batch_by_itself() =>
        Expand("rolling: {batches: 2, bake: 1m}", Monitoring with { Metrics = [Metric(minSamples: 1)] }).Steps.Select(Describe).ShouldBe(
        [
            "application/shift@batch-1 | Shift (batch 1) | run DELIVERY_BATCH=1, verify DELIVERY_BATCH=1, undo DELIVERY_BATCH=1",
            "application/shift@watch-1 | Shift: watch after batch 1 | 00:01:00 every 00:00:30 Hold by ",
            "application/shift@batch-2 | Shift (batch 2) | run DELIVERY_BATCH=2, verify DELIVERY_BATCH=2, undo DELIVERY_BATCH=2",
        ]);

    [Fact]
    public void Batches_have_names_and_need_no_watch() =>
        Expand("rolling: {batches: [eu-1, us]}", monitoring: null).Steps.Select(s => s.Id).ShouldBe(["application/shift@batch-eu-1", "application/shift@batch-us"]);

    [Fact]
    public void Blue_green_finds_the_color_deploys_to_the_other_one_and_switches() =>
        Expand(BlueGreen, monitoring: null).Steps.Select(Describe).ShouldBe(
        [
            "application/shift@active | Shift: which color is active | run, gives application/shift@active of blue green",
            "application/shift@deploy | Shift: deploy to the idle color | run DELIVERY_COLOR=the idle one, verify DELIVERY_COLOR=the idle one, undo DELIVERY_COLOR=the idle one",
            "application/shift@switch | Shift: switch | run DELIVERY_COLOR=the idle one, undo DELIVERY_COLOR=the active one",
        ]);

    [Theory]
    [InlineData("blue", "green")]
    [InlineData("green", "blue")]
    public void The_undo_of_a_switch_goes_back_to_what_was_active(string active, string idle)
    {
        var change = Expand(BlueGreen, monitoring: null).Steps[2];
        var outputs = new Dictionary<string, string> { ["application/shift@active"] = active };

        (change.Run!.Options.Given!.Resolve(outputs), change.Undo!.Options.Given!.Resolve(outputs)).ShouldBe((idle, active));
        change.Run.Options.Given.Resolve(new Dictionary<string, string>()).ShouldBeNull();
    }

    [Fact]
    public void People_are_asked_before_the_first_part_and_a_condition_is_of_all_parts()
    {
        var steps = Expand(Canary, heading: "### Shift <!-- confirm: cto; when: code-changed -->").Steps;

        steps.Select(s => s.Confirm).ShouldBe(["cto", null, null, null, null]);
        steps.ShouldAllBe(s => s.When!.Text == "code-changed");
    }

    [Fact]
    public void Every_part_keeps_the_options_of_its_block() =>
        Expand(Canary, run: "bash run idempotent retry=2 timeout=5s point-of-no-return=gone").Steps.Where(s => s.Run is not null)
            .ShouldAllBe(s => s.Run!.Options.Retries == 2 && s.Run.Options.IsIdempotent && s.Run.Options.PointOfNoReturn == "gone" && s.Run.Options.Timeout == TimeSpan.FromSeconds(5));

    [Fact]
    public void A_watch_of_its_own_goes_before_that_of_the_deployment()
    {
        var (steps, findings) = Expand(Canary + "\n```\n```yaml watch\nevery: 2m\nwhile-waiting: hold\nmetrics: [{name: orders, command: ./orders.sh, fail-when: \"< 20\", no-data: fail}]", monitoring: null, run: "bash run");

        findings.ShouldBeEmpty();
        (steps[1].Watch!.Metrics.Single().Name, steps[1].Watch!.For, steps[1].Watch!.Every, steps[1].Watch!.WhileWaiting)
            .ShouldBe(("orders", TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(2), WhileWaiting.Hold));
    }

    [Fact]
    public void How_long_its_parts_are_watched_is_said_once() =>
        Expand(Canary + "\n```\n```yaml watch\nfor: 5m\nevery: 1m\nmetrics: [{name: orders, command: ./orders.sh, fail-when: \"< 20\", no-data: fail}]").Findings.ShouldBe(["DAC0425 10:4"]);

    [Fact]
    public void Without_a_watch_of_its_own_the_wait_needs_that_of_the_deployment() =>
        Expand(Canary, monitoring: null).Findings.ShouldBe(["DAC0426 5:5"]);

    [Fact]
    public void A_wait_that_is_too_short_for_the_samples_tells_nothing() =>
        Expand(Canary, monitoring: Monitoring with { Metrics = [Metric(minSamples: 11)] }).Findings.ShouldBe(["DAC0426 5:5"]);

    [Fact]
    public void Half_of_the_rounds_stays_half_of_the_rounds() =>
        Expand(Canary, monitoring: Monitoring with { Metrics = [Metric(minSamples: 30)] }).Steps[1].Watch!.Metrics[0].MinSamples.ShouldBe(5);

    [Fact]
    public void Traffic_is_only_shifted_back_and_forth_by_blocks_that_may_run_again()
    {
        Expand(Canary, run: "bash run").Findings.ShouldBe(["DAC0427 5:5"]);
        Expand(Canary, undo: "bash undo").Findings.ShouldBe(["DAC0427 5:5"]);
        Expand("canary: {weights: [5, 100], bake: 10m, while-waiting: hold}", run: "bash run").Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "DAC0425 7:4")]
    [InlineData("canray: {weights: [5, 100], bake: 1m}", "DAC0135 8:1")]
    [InlineData("canary: {weights: [5, 5], bake: 10m}", "DAC0425 8:23")]
    [InlineData("canary: {weights: [], bake: 10m}", "DAC0425 8:19")]
    [InlineData("canary: {weights: [0, 5], bake: 10m}", "DAC0134 8:20")]
    [InlineData("canary: {weights: [5, 101], bake: 10m}", "DAC0134 8:23")]
    [InlineData("canary: {weights: [5, 100]}", "DAC0136 8:10")]
    [InlineData("canary: {weights: [5, 100], bake: soon}", "DAC0134 8:35")]
    [InlineData("canary: {weights: [5, 100], bake: 10m, while-waiting: holt}", "DAC0134 8:55")]
    [InlineData("rolling: {batches: 0}", "DAC0134 8:20")]
    [InlineData("rolling: {batches: [a, a]}", "DAC0425 8:20")]
    [InlineData("rolling: {batches: [a b]}", "DAC0425 8:21")]
    [InlineData("blue-green: {switch: a}", "DAC0136 8:14")]
    [InlineData("blue-green: {colors: [blue], active: a, switch: b}", "DAC0425 8:22")]
    [InlineData("rolling: {batches: 2}\ncanary: {weights: [100], bake: 1m}", "DAC0425 8:1")]
    public void A_mistake_is_reported_at_its_place(string strategy, string place) => Expand(strategy).Findings.ShouldBe([place]);

    [Theory]
    [InlineData("```http\nGET https://acme.example/\n```\n```bash undo\nfalse\n```\n", Canary, "DAC0425 5:5")]
    [InlineData("```bash\ntrue\n```\n", BlueGreen, "DAC0425 5:5")]
    public void A_step_needs_the_blocks_that_its_strategy_uses(string blocks, string strategy, string place) =>
        Read($"## Application\n### Shift\n\n```yaml strategy\n{strategy}\n```\n{blocks}", Monitoring).Findings.ShouldBe([place]);

    [Fact]
    public void Only_phases_that_deploy_have_strategies() =>
        Read($"## Final checks\n### Shift\n\n```yaml strategy\n{Canary}\n```\n```bash\ntrue\n```\n", Monitoring).Findings.ShouldBe(["DAC0425 7:4"]);

    [Fact]
    public void What_another_part_takes_back_is_no_gap()
    {
        Ways(Canary).ShouldBe(["application/shift@5 Undo"]);
        Ways("rolling: {batches: 2}").ShouldBe(["application/shift@batch-2 Undo", "application/shift@batch-1 Undo"]);
        Ways(BlueGreen).ShouldBe(["application/shift@switch Undo", "application/shift@deploy Undo"]);
    }

    [Fact]
    public void A_strategy_without_an_undo_block_is_a_gap() =>
        Ways("rolling: {batches: 2}", undo: "bash example").ShouldBe(["application/shift@batch-2 None", "application/shift@batch-1 None"]);

    [Fact]
    public void Blue_green_needs_no_undo_block() => Ways(BlueGreen, undo: "bash example").ShouldBe(["application/shift@switch Undo"]);

    [Fact]
    public void The_commands_of_a_strategy_are_approved_with_it() =>
        ScriptReferences.Of(Plan(Expand(BlueGreen, monitoring: null).Steps), path => path.StartsWith("ops/", StringComparison.Ordinal) ? SourceText.From(path, "") : null)
            .Select(s => s.Path).ShouldBe(["ops/active-color.sh", "ops/switch.sh"]);

    [Fact]
    public void Every_expansion_has_unique_ids_in_order_and_a_way_back_for_every_part()
    {
        var weights = from count in Gen.Choose(1, 8)
                      from picked in Gen.ListOf(Gen.Choose(1, 100), count)
                      select $"canary: {{weights: [{string.Join(", ", picked.Distinct().Order())}], bake: 10m}}";
        var batches = from count in Gen.Choose(1, 8)
                      from picked in Gen.ListOf(Gen.Elements("a", "a-watch", "watch-a", "1", "x.y", "B", "active", "switch"), count)
                      from bake in Gen.Elements("", ", bake: 10m")
                      select $"rolling: {{batches: [{string.Join(", ", picked.Distinct())}]{bake}}}";

        Prop.ForAll(Arb.From(Gen.OneOf(weights, batches, Gen.Constant(BlueGreen))), strategy =>
        {
            var (steps, findings) = Expand(strategy);
            findings.ShouldBeEmpty();
            steps.Select(s => s.Id).ShouldBeUnique();
            steps.ShouldAllBe(s => s.Part!.Of == "application/shift" && s.Run == null != (s.Watch == null));
            steps.Where(s => s.Run is not null).ShouldAllBe(s => s.Undo != null || s.Part!.NeedsNoUndo || steps.TakeWhile(before => before != s).Any(before => before.Id == s.Part!.UndoneBy && before.Undo != null));
            WayBack.Of(Plan(steps)).ShouldAllBe(b => b.Kind == WayBackKind.Undo);
            WayBack.Of(Plan(steps)).Select(b => b.Step.Id).ShouldBe(steps.Reverse().Where(s => s.Undo is not null).Select(s => s.Id));
        }).Check(Config.QuickThrowOnFailure);
    }

    private static string[] Ways(string strategy, string undo = "bash undo idempotent") =>
        [.. WayBack.Of(Plan(Expand(strategy, undo: undo).Steps)).Select(b => $"{b.Step.Id} {b.Kind}")];

    private static Runbook Plan(ImmutableArray<Step> steps) => new(
        "runbook.md", "Plan", "", Runbook.NoEnvironment, null, [], [], TimeSpan.Zero, null, Location.OfFile("runbook.md"),
        [new Phase("application", "Application", PhaseKind.Execution, [], steps, Location.OfFile("runbook.md"))]);

    private static (ImmutableArray<Step> Steps, string[] Findings) Expand(
        string strategy, string heading = "### Shift", string run = "bash run idempotent", string undo = "bash undo idempotent") => Expand(strategy, Monitoring, heading, run, undo);

    private static (ImmutableArray<Step> Steps, string[] Findings) Expand(
        string strategy, Watch? monitoring, string heading = "### Shift", string run = "bash run idempotent", string undo = "bash undo idempotent") =>
        Read($"## Application\n{heading}\n\n```yaml strategy\n{strategy}\n```\n```{run}\n./shift.sh\n```\n```bash verify\ntrue\n```\n```{undo}\n./back.sh\n```\n", monitoring);

    private static (ImmutableArray<Step> Steps, string[] Findings) Read(string phases, Watch? monitoring)
    {
        var document = MarkdownDocument.Read(SourceText.From("runbook.md", $"---\nenvironment: none\n---\n{phases}")).Value;
        var bag = new DiagnosticBag(document.Source);
        var read = new PhasesReader(document, bag).Read();
        var watched = monitoring is null ? [] : new[] { new Phase("monitoring", "Monitoring", PhaseKind.Monitoring, [], [read[0].Steps[0] with { Id = "monitoring/watch", Strategy = null, Watch = monitoring }], read[0].Location) };
        var expanded = StrategyExpansion.Expand([.. read, .. watched], bag);
        return (expanded[0].Steps, [.. bag.ToImmutable().Where(d => d.Severity == Severity.Error).Places()]);
    }

    private static Metric Metric(int minSamples) => new(
        "error rate", new CommandSource("echo 0"), new Threshold(Comparison.Greater, 0.01), null, Verdict.Inconclusive, minSamples, 0, true, Location.OfFile("runbook.md"));

    private static string Describe(Step step) => $"{step.Id} | {step.Title} | {string.Join(", ", What(step))}";

    private static IEnumerable<string> What(Step step)
    {
        if (step.Watch is { } watch)
            yield return $"{watch.For} every {watch.Every} {watch.WhileWaiting} by {step.Part!.ShiftsBackBy}";
        foreach (var (role, action) in new[] { ("run", step.Run), ("verify", step.Verify), ("undo", step.Undo) })
        {
            if (action is not null)
                yield return action.Options.Given is { } value ? $"{role} {value.Variable}={value.Describe()}" : role;
        }

        if (step.Run?.Options is { Output: { } output, OutputIsOneOf: { } only })
            yield return $"gives {output} of {string.Join(' ', only)}";
        if (step.Part?.UndoneBy is { } by)
            yield return $"undone by {by}";
    }
}
