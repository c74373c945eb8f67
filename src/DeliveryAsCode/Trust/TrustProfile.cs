namespace DeliveryAsCode.Trust;

/// <summary>What a repository's settings make of the gates, from the weakest.</summary>
public enum TrustProfile
{
    /// <summary>Gates are shown, and whoever can write to the repository could forge them.</summary>
    Advisory,

    /// <summary>They hold against everybody who does not administer the repository.</summary>
    Enforced,

    /// <summary>Also deployments do, and what administrators change is seen.</summary>
    Sealed,
}
