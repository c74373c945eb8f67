using System.Collections.Immutable;

namespace DeliveryAsCode.Trust;

/// <summary>How far the gates of a repository can be trusted, and what keeps them from being trusted further.</summary>
public sealed record TrustReport(ImmutableArray<TrustFinding> Findings)
{
    public static TrustReport Of(TrustSettings settings) => new([.. TrustRules.Judge(settings)]);

    /// <summary>The strongest of which everything holds, and of those below it.</summary>
    public TrustProfile Profile =>
        !Holds(TrustProfile.Enforced) ? TrustProfile.Advisory
        : !Holds(TrustProfile.Sealed) ? TrustProfile.Enforced
        : TrustProfile.Sealed;

    /// <summary>What the next stronger profile lacks; nothing for the strongest.</summary>
    public IEnumerable<TrustFinding> Next => Findings.Where(f => f.Answer != TrustAnswer.Holds && f.For == Profile + 1);

    private bool Holds(TrustProfile profile) => Findings.Where(f => f.For == profile).All(f => f.Answer == TrustAnswer.Holds);
}
