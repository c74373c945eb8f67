using DeliveryAsCode.Execution;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;
using Outcome = DeliveryAsCode.Execution.Outcome;

namespace DeliveryAsCode.Tests.Execution;

/// <summary>Plays the runner without running anything: blocks succeed unless the play says otherwise.</summary>
internal sealed class Play
{
    private readonly Dictionary<string, int> _failures = [];
    private string? _crash;

    private Play(Runbook runbook, FactSheet facts)
    {
        Journal = JournalBuilder.For(runbook);
        Execution = RunbookExecution.Fold(runbook, Journal.Entries) with { Circumstances = Circumstances.None with { Facts = facts } };
    }

    public JournalBuilder Journal { get; }

    public RunbookExecution Execution { get; private set; }

    public List<string> Blocks { get; } = [];

    public List<TimeSpan> Pauses { get; } = [];

    public Question? Question { get; private set; }

    /// <summary>What it waits for that is no person.</summary>
    public Paused? Waiting { get; private set; }

    /// <summary>What a metric is measured as; 0 unless the play says otherwise.</summary>
    public Dictionary<string, Measurement> Metrics { get; } = [];

    public Conclusion? Conclusion => Execution.Ended?.Conclusion;

    public static Play Of(Runbook runbook, FactSheet? facts = null) => new(runbook, facts ?? FactSheet.Unknown);

    public Play Failing(string block, int times = int.MaxValue)
    {
        _failures[block] = times;
        return this;
    }

    public void SamplesNow() => Execution = Execution with { Circumstances = Execution.Circumstances with { SamplesNow = true } };

    public Play CrashIn(string block)
    {
        _crash = block;
        return this;
    }

    public Play Add(JournalEvent what)
    {
        Journal.Add(what);
        Execution = Execution.Apply(Journal.Entries[^1]);
        return this;
    }

    public Play Answer(JournalEvent answer)
    {
        Question!.IsAnsweredBy(answer).ShouldBeTrue();
        Question = null;
        return Add(answer);
    }

    public Play ToEnd()
    {
        for (var i = 0; i < 1000; i++)
        {
            Waiting = null;
            switch (Execution.Next(Journal.Now))
            {
                case Append append: Add(append.Event); break;
                case Perform perform: Do(perform); break;
                case PerformTogether together: DoTogether(together); break;
                case TakeBaseline baseline: Add(new BaselineTaken(baseline.Step.Id, baseline.Metric.Name, [], "nothing was measured before")); break;
                case TakeSamples samples: Sample(samples); break;
                case Wait wait: Waiting = wait.Pause; return this;
                case Ask ask: Question = ask.Question; return this;
                case Finish: return this;
                case Refuse refuse: throw new InvalidOperationException(refuse.Reason);
            }
        }

        throw new InvalidOperationException("The execution does not end.");
    }

    /// <summary>Blocks succeed, fail or are cut off by a crash; questions are answered one way or the other.</summary>
    public Play AtRandom(int seed)
    {
        var chance = new Random(seed);
        while (Conclusion is null)
        {
            var next = Execution.Next(Journal.Now);
            if (next is Perform perform && chance.Next(4) == 0)
                (chance.Next(2) == 0 ? Failing(NameOf(perform)) : CrashIn(NameOf(perform))).Do(perform);
            else if (next is Ask { Question: UnknownQuestion unknown })
                Add(new Answered(unknown.Action, unknown.Step, chance.Next(2) == 0 ? UnknownAnswer.Done : UnknownAnswer.Failed, "looked"));
            else if (next is Perform other)
                Do(other);
            else
                Add(((Append)next).Event);
            if (chance.Next(10) == 0)
                Execution = RunbookExecution.Fold(Execution.Runbook, DeliveryAsCode.Execution.Journal.Read(Journal.Bytes).Entries);
        }

        return this;
    }

    private static string NameOf(Perform perform) =>
        perform.Kind == ActionKind.Step ? perform.Step.Id : $"{perform.Step.Id} {KebabCase.Of(perform.Kind)}";

    private void Do(Perform perform)
    {
        var name = NameOf(perform);
        Blocks.Add(name);
        Pauses.Add(perform.After);
        Add(new ActionStarted(perform.Kind, perform.Step.Id, perform.Attempt, perform.Key));
        if (_crash == name)
            _crash = null;
        else
            Add(new ActionEnded(perform.Kind, perform.Step.Id, perform.Attempt, new ActionResult(OutcomeOf(name), TimeSpan.FromSeconds(1))));
    }

    /// <summary>All have begun before one ends, and they end from the last to the first.</summary>
    private void DoTogether(PerformTogether together)
    {
        Blocks.AddRange(together.All.Select(NameOf));
        foreach (var perform in together.All)
            Add(new ActionStarted(perform.Kind, perform.Step.Id, perform.Attempt, perform.Key));
        foreach (var perform in together.All.Reverse().Where(p => _crash != NameOf(p)))
            Add(new ActionEnded(perform.Kind, perform.Step.Id, perform.Attempt, new ActionResult(OutcomeOf(NameOf(perform)), TimeSpan.FromSeconds(1))));
        _crash = null;
    }

    private void Sample(TakeSamples samples)
    {
        if (samples.At > Journal.Now)
            Journal.Now = samples.At;
        foreach (var metric in samples.Watch.Metrics)
        {
            var measurement = Metrics.GetValueOrDefault(metric.Name) ?? new Measured(0);
            var (verdict, reason) = MetricJudge.Judge(metric, measurement);
            Add(new SampleTaken(samples.Step.Id, metric.Name, (measurement as Measured)?.Value, verdict, reason));
        }
    }

    private Outcome OutcomeOf(string name)
    {
        if (_failures.GetValueOrDefault(name) == 0)
            return Outcome.Succeeded;

        _failures[name]--;
        return Outcome.Failed;
    }
}
