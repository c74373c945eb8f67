using System.Collections.Immutable;

namespace DeliveryAsCode.Tests.Gates.Reference;

internal enum Answer
{
    Open,

    /// <summary>Words are missing, or nobody can tell.</summary>
    Undecided,
    Blocked,
}

/// <summary>
/// The rules about people and rows once more, written from the design and as plainly as possible, to be compared with the
/// product. It knows none of the product's types, tries people by brute force, and is in no hurry.
/// </summary>
internal sealed class ReferenceEvaluator
{
    private readonly History _history;
    private readonly Process _process;
    private readonly Dictionary<string, Standing> _standings;

    public ReferenceEvaluator(History history)
    {
        (_history, _process) = (history, history.Process);
        _standings = _process.Doors.ToDictionary(d => d.Name, _ => new Standing());
        foreach (var row in history.Rows)
            Apply(row);
    }

    private bool IsCancelled { get; set; }

    private bool IsOnHold { get; set; }

    public bool IsSettled(Door door) => _standings[door.Name].IsSettled;

    /// <summary>Whether a gate that is not settled may be passed now.</summary>
    public Answer Judge(Door door)
    {
        if (IsCancelled || IsOnHold)
            return Answer.Blocked;

        var words = WordsOn(door);
        var newest = NewestOfEach(words);
        var isRefused = newest.Any(w => w.Said == Said.No);
        var counting = newest.Where(w => w.Said != Said.No && (w.Version ?? History.Version) == History.Version && !HasExpired(w));
        var isFilled = !isRefused && IsFilled(door, [.. counting]);
        return new[] { Predecessors(door), isRefused ? Answer.Blocked : isFilled ? Answer.Open : Answer.Undecided }.Max();
    }

    private void Apply(Happening row)
    {
        switch (row.Said)
        {
            case Said.Acknowledged:
                Hear(row);
                break;
            case Said.Passed:
                Hear(row);
                Pass(row);
                break;
            case Said.Skipped:
                Skip(row);
                break;
            // What stops a delivery stops it whoever wrote it: a row that should not stand there is refused where it comes in.
            case Said.Failed:
                DoAnew(_process.DoorNamed(row.About).SendsBackTo ?? row.About);
                break;
            case Said.Reopened:
                DoAnew(row.About);
                IsCancelled &= !IsByManager(row);
                break;
            case Said.Cancelled:
                IsCancelled = true;
                break;
            case Said.OnHold:
                IsOnHold = true;
                break;
            case Said.Resumed:
                IsOnHold &= !IsByManager(row);
                break;
            case Said.Replan:
                _standings[row.About].DoAnew();
                break;
            case Said.No:
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Hear(Happening row)
    {
        if (row.Proof == Proof.CannotTell)
            _standings[row.About].IsDoubtful = true;
        if (row.Proof is Proof.Given or Proof.Adopted)
            _standings[row.About].Words.Add(row);
    }

    /// <summary>The last of those whose word is needed writes Passed: the words of all on the same version must then be complete.</summary>
    private void Pass(Happening row)
    {
        if (row.Proof is not (Proof.Given or Proof.Adopted))
            return;

        var (door, standing) = (_process.DoorNamed(row.About), _standings[row.About]);
        ImmutableArray<Happening> words = [.. NewestOfEach(standing.Words).Where(w => w.Version is null || row.Version is null || w.Version == row.Version)];
        if (row.Proof == Proof.Adopted || (IsFilled(door, words) && Places(door.Needs).Any(places => places.Any(p => Fits(row, p, door)))))
            Settle(door, [.. words.Select(w => w.Person)]);
    }

    private void Skip(Happening row)
    {
        var door = _process.DoorNamed(row.About);
        var isByRole = row.Proof == Proof.Adopted || (row.Proof == Proof.Given && RolesIn(row).Any(r => r == Names.Manager || door.Needs.Roles.Contains(r)));
        if (_process.PhaseOf(door).Leave == Leave.Never || !row.HasReason)
            return;

        if (row.Proof == Proof.CannotTell)
            _standings[row.About].IsDoubtful = true;
        // Whoever lets it go has answered for it.
        var standing = _standings[row.About];
        if (isByRole)
            Settle(door, row.Proof == Proof.Given ? [.. standing.Deciders, row.Person] : standing.Deciders);
    }

    private void Settle(Door door, ImmutableArray<string> deciders)
    {
        _standings[door.Name].IsSettled = true;
        _standings[door.Name].Deciders = deciders;
    }

    /// <param name="name">Of a stage, or of a gate.</param>
    private void DoAnew(string name)
    {
        var first = _process.Phases.FirstOrDefault(p => p.Name == name)?.Doors[0].Name ?? name;
        foreach (var door in _process.Doors.SkipWhile(d => d.Name != first))
            _standings[door.Name].DoAnew();
    }

    /// <summary>Gates are passed in their order.</summary>
    private Answer Predecessors(Door door)
    {
        var phase = _process.PhaseOf(door);
        var at = _process.Phases.IndexOf(phase);
        var overtaken = phase.MayOvertake is null ? [] : _process.Phases[at - 1].Doors;
        return _process.Doors.TakeWhile(d => d != door).Where(d => !IsSettled(d)).Select(d => overtaken.Contains(d) ? Overtake(d, phase) : NotPassed(d)).Append(Answer.Open).Max();
    }

    private Answer NotPassed(Door door) => _standings[door.Name].IsDoubtful ? Answer.Undecided : Answer.Blocked;

    private Answer Overtake(Door door, Phase phase) => _standings[door.Name].Words.Any(w => RolesIn(w).Any(r => r == phase.MayOvertake)) ? Answer.Open : Answer.Undecided;

    private List<Happening> WordsOn(Door door) => [.. _standings[door.Name].Words, .. _history.Reviews.Where(r => r.About == door.Name)];

    private static ImmutableArray<Happening> NewestOfEach(IEnumerable<Happening> words) => [.. words.GroupBy(w => w.Person).Select(g => g.Last())];

    private bool HasExpired(Happening word) => word.Proof != Proof.Adopted && word.DaysAgo >= _history.LastsDays;

    private bool IsByManager(Happening row) => row.Proof == Proof.Adopted || (row.Proof == Proof.Given && RolesIn(row).Contains(Names.Manager));

    /// <summary>Whether each place that the gate needs can have somebody of its own: every way to seat people is tried.</summary>
    private bool IsFilled(Door door, ImmutableArray<Happening> words) =>
        Places(door.Needs).Any(places => CanSeat([.. places], words, door));

    private bool CanSeat(ImmutableArray<Needs.Of> places, ImmutableArray<Happening> words, Door door) =>
        places.IsEmpty || words.Any(w => Fits(w, places[0], door) && CanSeat(places[1..], words.Remove(w), door));

    private bool Fits(Happening word, Needs.Of place, Door door)
    {
        if (!word.Attests && IsExcluded(word.Person, word, door))
            return false;

        var roles = RolesIn(word);
        return roles.Contains(place.Role)
            || (place.StandIn is { } standIn && roles.Contains(standIn) && _process.HoldersOf(place.Role).All(p => IsExcluded(p, word, door)));
    }

    /// <summary>Own work, which must be known, and separation of duties, in whatever order the two gates are decided.</summary>
    private bool IsExcluded(string person, Happening word, Door door)
    {
        var authors = word.Proof == Proof.Adopted ? [] : word.Authors;
        return (!door.OwnWork && (authors is null || authors.Value.Contains(person)))
            || (door.SeparateFrom is { } other && _standings[other].Deciders.Contains(person))
            || _process.Doors.Any(d => d.SeparateFrom == door.Name && IsSettled(d) && _standings[d.Name].Deciders.Contains(person));
    }

    /// <summary>An adopted row says no roles: it is taken for the word of whom it names. For others one speaks as a client only.</summary>
    private ImmutableArray<string> RolesIn(Happening word) =>
        word.Proof == Proof.Adopted ? _process.RolesOf(word.Person) : word.Attests ? [.. word.Roles.Where(r => r == Names.Client)] : word.Roles;

    private static IEnumerable<IEnumerable<Needs.Of>> Places(Needs needs) => needs switch
    {
        Needs.Of of => [Enumerable.Repeat(of, of.Count)],
        Needs.Any any => any.Parts.SelectMany(Places),
        Needs.All all => all.Parts.Select(Places).Aggregate((IEnumerable<IEnumerable<Needs.Of>>)[[]], (sets, part) => sets.SelectMany(s => part.Select(s.Concat))),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private sealed class Standing
    {
        public bool IsSettled { get; set; }

        public bool IsDoubtful { get; set; }

        public List<Happening> Words { get; } = [];

        /// <summary>Kept when the gate is done anew: until others decide, they are those who did.</summary>
        public ImmutableArray<string> Deciders { get; set; } = [];

        public void DoAnew()
        {
            (IsSettled, IsDoubtful) = (false, false);
            Words.Clear();
        }
    }
}
