namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>What an account may do in a repository; each includes those before it.</summary>
public enum Role
{
    None,
    Read,
    Triage,
    Write,
    Maintain,
    Admin,
}
