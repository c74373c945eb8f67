namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>What shall go wrong, and when. Of several that match a request the first one added happens.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Planned> _planned = [];

    public void Add(FaultMatch match, Fault fault)
    {
        lock (_lock)
            _planned.Add(new Planned(match, fault));
    }

    /// <summary>At the next request of an operation.</summary>
    public void Add(string operation, Fault fault) => Add(FaultMatch.Of(operation), fault);

    public void Clear()
    {
        lock (_lock)
            _planned.Clear();
    }

    internal Fault? Next(string operation, string method, string path)
    {
        lock (_lock)
        {
            Fault? next = null;
            foreach (var planned in _planned.Where(p => p.Match.Covers(operation, method, path)))
            {
                planned.Seen++;
                if (planned.Seen >= planned.Match.First && planned.Seen - planned.Match.First < planned.Match.Times)
                    next ??= planned.Fault;
            }

            return next;
        }
    }

    private sealed class Planned(FaultMatch match, Fault fault)
    {
        public FaultMatch Match => match;

        public Fault Fault => fault;

        public int Seen { get; set; }
    }
}
