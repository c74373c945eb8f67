using System.Globalization;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Conversations;

/// <summary>
/// A branch that the program makes, below <c>delivery/</c>, where one ruleset can protect them all. Closed. Name and value
/// are one: <see cref="Parse(string)"/> takes exactly the names that these have.
/// </summary>
public abstract record DeliveryBranch
{
    private const string Root = "delivery";
    private const string GatePrefix = "gate-";
    private const string FailedPrefix = "failed-";
    private const string LogPrefix = "log-";
    private const string UpdatesName = "updates";
    private const string IntakeName = "intake";

    /// <summary>As long as a gate's slug with its prefix and a number can be.</summary>
    private static readonly string LongestRest = new('x', 100);

    private DeliveryBranch(string deliveryId, string rest)
    {
        (DeliveryId, Name) = (deliveryId, $"{Root}/{deliveryId}/{rest}");
        if (deliveryId.Contains('/', StringComparison.Ordinal) || !BranchName.IsValid(Name))
            throw new ArgumentException($"\"{Name}\" cannot be the name of a branch", nameof(deliveryId));
    }

    public string DeliveryId { get; }

    /// <summary>Without <c>refs/heads/</c>.</summary>
    public string Name { get; }

    public sealed override string ToString() => Name;

    /// <summary>A gate asks for its decision.</summary>
    public sealed record Gate : DeliveryBranch
    {
        public Gate(string deliveryId, string slug, int attempt)
            : base(deliveryId, GatePrefix + Numbered(slug, attempt)) => (Slug, Attempt) = (slug, attempt);

        /// <summary>See <see cref="GateSlug"/>.</summary>
        public string Slug { get; }

        /// <summary>From 1.</summary>
        public int Attempt { get; }
    }

    /// <summary>A gate failed, and this is what follows.</summary>
    public sealed record Failed : DeliveryBranch
    {
        public Failed(string deliveryId, string slug, int attempt)
            : base(deliveryId, FailedPrefix + Numbered(slug, attempt)) => (Slug, Attempt) = (slug, attempt);

        public string Slug { get; }

        public int Attempt { get; }
    }

    /// <summary>What follows from a record by itself.</summary>
    public sealed record Updates(string Id) : DeliveryBranch(Id, UpdatesName);

    /// <summary>A delivery begins.</summary>
    public sealed record Intake(string Id) : DeliveryBranch(Id, IntakeName);

    /// <summary>The log of an execution, while it fills.</summary>
    public sealed record Log : DeliveryBranch
    {
        public Log(string deliveryId, string execution)
            : base(deliveryId, LogPrefix + execution)
        {
            Execution = execution;
            if (!ExecutionId.IsValid(execution))
                throw new ArgumentException($"\"{execution}\" is no execution", nameof(execution));
        }

        public string Execution { get; }
    }

    /// <summary>Whether a branch can be called by the delivery's id: folders may have names that branches may not.</summary>
    public static bool IsPossible(string deliveryId) => !deliveryId.Contains('/', StringComparison.Ordinal) && BranchName.IsValid($"{Root}/{deliveryId}/{LongestRest}");

    public static Gate OfGate(string deliveryId, string gate, int attempt = 1) => new(deliveryId, GateSlug.Of(gate), attempt);

    public static Failed OfFailure(string deliveryId, string gate, int attempt = 1) => new(deliveryId, GateSlug.Of(gate), attempt);

    /// <returns>Null for every branch that is not one of ours, spelled as we spell it.</returns>
    public static DeliveryBranch? Parse(string name) =>
        name.Split('/') is [Root, { Length: > 0 } id, { Length: > 0 } rest] && BranchName.IsValid(name) && Parse(id, rest) is { } branch && branch.Name == name ? branch : null;

    private static DeliveryBranch? Parse(string id, string rest) => rest switch
    {
        UpdatesName => new Updates(id),
        IntakeName => new Intake(id),
        _ when rest.StartsWith(GatePrefix, StringComparison.Ordinal) => Numbers(rest[GatePrefix.Length..]) is var (slug, attempt) ? new Gate(id, slug, attempt) : null,
        _ when rest.StartsWith(FailedPrefix, StringComparison.Ordinal) => Numbers(rest[FailedPrefix.Length..]) is var (slug, attempt) ? new Failed(id, slug, attempt) : null,
        _ when rest.StartsWith(LogPrefix, StringComparison.Ordinal) && ExecutionId.IsValid(rest[LogPrefix.Length..]) => new Log(id, rest[LogPrefix.Length..]),
        _ => null,
    };

    /// <summary>The first attempt has no number, unless the name ends in one and would be taken for a later attempt.</summary>
    private static string Numbered(string slug, int attempt) =>
        !GateSlug.IsValid(slug) ? throw new ArgumentException($"\"{slug}\" is no slug of a gate", nameof(slug))
        : attempt < 1 ? throw new ArgumentOutOfRangeException(nameof(attempt))
        : attempt == 1 && NumberAtEnd(slug) is null ? slug
        : string.Create(CultureInfo.InvariantCulture, $"{slug}-{attempt}");

    private static (string Slug, int Attempt)? Numbers(string text)
    {
        if (!GateSlug.IsValid(text))
            return null;
        if (NumberAtEnd(text) is not { } number)
            return (text, 1);

        var slug = text[..text.LastIndexOf('-')];
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) && attempt >= 1 ? (slug, attempt) : null;
    }

    private static string? NumberAtEnd(string slug) =>
        slug.LastIndexOf('-') is > 0 and var dash && slug[(dash + 1)..] is { Length: > 0 } end && end.All(char.IsAsciiDigit) ? end : null;
}
