using DeliveryAsCode.Configuration;

namespace DeliveryAsCode.Transitions;

/// <summary>Who may speak for a role from then on, and who no longer may.</summary>
internal static class RoleEffects
{
    public static IEnumerable<string> Between(DeliveryConfiguration before, DeliveryConfiguration after) =>
    [
        .. RulesComparison.Differences(Speakers(before), Speakers(after), s => $"{s.Name} may no longer speak for {s.Role}{s.For}", s => $"{s.Name} may now speak for {s.Role}{s.For}"),
        .. before.Roles.Where(r => !r.Members.IsEmpty && after.FindRole(r.Name) is null or { Members.IsEmpty: true }).Select(r => $"nobody of {r.Name} is left"),
        .. Identities(before).Join(Identities(after), i => i.Name, i => i.Name, (then, now) => (then, now)).Where(p => p.then != p.now)
            .Select(p => $"{p.now.Name} is now known by {p.now.Known}, no longer by {p.then.Known}").Distinct(),
    ];

    private static IEnumerable<(string Name, string Role, string For)> Speakers(DeliveryConfiguration configuration) =>
        configuration.Roles.SelectMany(role => role.Members.Select(member => (NameOf(member), role.Name, member.For is { } ids ? $" in {ids}" : ""))).Distinct();

    /// <summary>By what a person is recognised: with another address or account somebody else speaks under the old name.</summary>
    private static IEnumerable<(string Name, string Known)> Identities(DeliveryConfiguration configuration) =>
        configuration.Roles.SelectMany(r => r.Members).OfType<PersonMember>().GroupBy(NameOf)
            .Select(g => (g.Key, string.Join(", ", g.SelectMany(m => new[] { m.Id is { } id ? $"account {id}" : null, m.Email }).OfType<string>().Distinct().Order(StringComparer.Ordinal).DefaultIfEmpty("name"))));

    private static string NameOf(RoleMember member) => member switch
    {
        PersonMember person => person.Login ?? person.Email ?? $"account {person.Id}",
        TeamMember team => team.ToString(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
