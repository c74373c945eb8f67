using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Configuration;

/// <summary>Who may speak for a role.</summary>
/// <param name="Location">The role's name in <c>delivery.yml</c>.</param>
public sealed record Role(string Name, ImmutableArray<RoleMember> Members, Location Location)
{
    /// <summary>The role whose members each belong to some deliveries only.</summary>
    public const string Client = "client";

    /// <summary>The role that holds, resumes, cancels and reopens deliveries, skips stages, and attests for clients without an account.</summary>
    public const string DeliveryManager = "delivery-manager";

    /// <summary>The role without which rules do not change.</summary>
    public const string PolicyOwner = "policy-owner";

    public IEnumerable<RoleMember> MembersFor(string deliveryId) => Members.Where(m => m.For?.IsMatch(deliveryId) ?? true);
}

/// <summary>A person or a team. Closed.</summary>
/// <param name="For">Ids of the deliveries for which the member has the role; null for all.</param>
public abstract record RoleMember(Glob? For);

/// <param name="Login">Name of the account on the forge, for people to read and to mention.</param>
/// <param name="Id">The forge's immutable account id: a login can be given to somebody else.</param>
/// <param name="Email">Whom a local commit speaks for.</param>
public sealed record PersonMember(string? Login, string? Id, string? Email, Glob? For) : RoleMember(For);

public sealed record TeamMember(string Organisation, string Team, Glob? For) : RoleMember(For)
{
    public override string ToString() => $"{Organisation}/{Team}";
}
