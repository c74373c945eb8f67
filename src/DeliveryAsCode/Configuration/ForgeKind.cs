namespace DeliveryAsCode.Configuration;

/// <summary>Where people decide gates.</summary>
public enum ForgeKind
{
    /// <summary>By commits, in any git repository.</summary>
    Local,

    /// <summary>By reviews of pull requests at GitHub. Commits are claims there, and open nothing.</summary>
    GitHub,
}
