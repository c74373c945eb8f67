using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Gates;

/// <summary>
/// The people of a repository's rules. Entries that share an account id, a login or an e-mail address are one person, in
/// whatever roles they stand: nobody is two people by being written twice.
/// </summary>
public sealed class People
{
    private readonly DeliveryConfiguration _configuration;
    private readonly ImmutableArray<(Role Role, PersonMember Member, Person Person)> _entries;

    public People(DeliveryConfiguration configuration)
    {
        _configuration = configuration;
        var members = configuration.Roles.SelectMany(role => role.Members.OfType<PersonMember>().Select(member => (role, member))).ToList();
        var merged = Merge([.. members.Select(m => m.member)]);
        _entries = [.. members.Select((m, i) => (m.role, m.member, merged[i]))];
    }

    /// <summary>Whom an e-mail address of a commit speaks for; somebody without a role if the rules do not know it.</summary>
    public Person ByEmail(string email, string name) =>
        FindByEmail(email)
        ?? new Person($"mail:{email.ToLowerInvariant()}", name.Length > 0 ? name : email);

    /// <summary>
    /// Whose account it is on a forge, where a login can be given up and taken by somebody else. An entry without an id
    /// speaks for no account, and one whose login is no longer the account's speaks for nobody until somebody has looked.
    /// </summary>
    /// <param name="login">As the forge has it now.</param>
    public AccountHolder ByAccount(string id, string login)
    {
        var entries = _entries.Where(e => e.Member.Id == id).ToList();
        var current = entries.Where(e => IsOf(e.Member, id, login)).ToList();
        return current.Count > 0 ? new AccountHolder.Known(current[0].Person, id, login)
            : entries.Count > 0 ? new AccountHolder.Renamed(entries[0].Person, $"account {id} is \"{entries[0].Member.Login}\" in the rules and \"{login}\" on the forge: correct the login in delivery.yml")
            : new AccountHolder.Unlisted(new Person($"id:{id}", login));
    }

    /// <summary>
    /// The roles in which an account speaks: those of its own entries only. What a person is by an entry without an id, or
    /// with another login, they are not on a forge.
    /// </summary>
    public ImmutableArray<string> RolesOf(AccountHolder.Known holder, string deliveryId) =>
        [.. _entries.Where(e => IsOf(e.Member, holder.AccountId, holder.Login) && IsFor(e.Member, deliveryId)).Select(e => e.Role.Name).Distinct()];

    /// <summary>Null if the rules do not know the address.</summary>
    public Person? FindByEmail(string email) =>
        _entries.FirstOrDefault(e => string.Equals(e.Member.Email, email, StringComparison.OrdinalIgnoreCase)).Person;

    /// <summary>Whom a cell of a record names, as its writers name people.</summary>
    public Person Named(string text) =>
        _entries.FirstOrDefault(e => e.Person.Name == text || e.Member.Login == text || e.Member.Email == text).Person ?? new Person($"name:{Label.Of(text)}", text);

    public bool Holds(Person person, string role, string deliveryId) =>
        _entries.Any(e => e.Role.Name == role && e.Person.Equals(person) && IsFor(e.Member, deliveryId));

    public ImmutableArray<string> RolesOf(Person person, string deliveryId) =>
        [.. _entries.Where(e => e.Person.Equals(person) && IsFor(e.Member, deliveryId)).Select(e => e.Role.Name).Distinct()];

    /// <summary>Each once, in the order of the rules.</summary>
    /// <param name="deliveryId">Null for those of any delivery.</param>
    public ImmutableArray<Person> HoldersOf(string role, string? deliveryId) =>
        [.. _entries.Where(e => e.Role.Name == role && IsFor(e.Member, deliveryId)).Select(e => e.Person).Distinct()];

    /// <summary>Whether others hold the role whom the rules do not name: only the forge knows who is in a team.</summary>
    public bool HasTeam(string role, string deliveryId) =>
        _configuration.FindRole(role)?.MembersFor(deliveryId).Any(m => m is TeamMember) ?? false;

    private static bool IsOf(PersonMember member, string id, string login) =>
        member.Id == id && (member.Login is null || string.Equals(member.Login, login, StringComparison.OrdinalIgnoreCase));

    private static bool IsFor(PersonMember member, string? deliveryId) => deliveryId is null || (member.For?.IsMatch(deliveryId) ?? true);

    private static Person[] Merge(ImmutableArray<PersonMember> members)
    {
        var groups = new int[members.Length];
        var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < members.Length; i++)
        {
            groups[i] = i;
            foreach (var known in KeysOf(members[i]).Where(key => !first.TryAdd(key, i)).Select(key => first[key]))
                Join(groups, known, i);
        }

        return [.. members.Select((_, i) => PersonOf([.. members.Where((_, j) => groups[j] == groups[i])]))];
    }

    private static void Join(int[] groups, int one, int other)
    {
        var (kept, lost) = (groups[one], groups[other]);
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] == lost)
                groups[i] = kept;
        }
    }

    private static IEnumerable<string> KeysOf(PersonMember member)
    {
        if (member.Id is { } id)
            yield return $"id:{id}";
        if (member.Login is { } login)
            yield return $"login:{login}";
        if (member.Email is { } email)
            yield return $"mail:{email}";
    }

    private static Person PersonOf(ImmutableArray<PersonMember> entries)
    {
        var key = entries.SelectMany(KeysOf).OrderBy(k => k[0] switch { 'i' => 0, 'l' => 1, _ => 2 }).ThenBy(k => k, StringComparer.Ordinal).First().ToLowerInvariant();
        return new Person(key, entries.Select(e => e.Login).FirstOrDefault(l => l is not null) ?? entries.Select(e => e.Email).FirstOrDefault(m => m is not null) ?? key);
    }
}
