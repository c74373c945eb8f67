using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>What an account may speak for, by the rules of the base and the teams that they name.</summary>
/// <param name="Person">Who it is, whether or not they may say anything.</param>
/// <param name="Roles">None where the account speaks for nobody.</param>
/// <param name="Doubts">Why it may have more roles, or none, a sentence each.</param>
internal sealed record AccountRoles(Person Person, ImmutableArray<string> Roles, ImmutableArray<string> Doubts);

/// <summary>Looks accounts up in the rules, by their number and never by their name, and asks for the members of teams.</summary>
internal sealed class Accounts(GitHubApi api, Rules rules)
{
    private readonly Dictionary<(long Account, string Team), TeamMembership> _memberships = [];

    public async Task<AccountRoles> RolesOfAsync(long id, string login, string deliveryId, CancellationToken cancellation)
    {
        var (byName, doubts) = ByName(id, login, deliveryId);
        var roles = byName.Roles.ToBuilder();
        var why = doubts.ToBuilder();
        foreach (var role in rules.Configuration.Roles)
        {
            foreach (var team in role.MembersFor(deliveryId).OfType<Configuration.TeamMember>())
            {
                switch (await MembershipAsync(id, login, team, cancellation))
                {
                    case TeamMembership.Member when !roles.Contains(role.Name):
                        roles.Add(role.Name);
                        break;
                    case TeamMembership.CannotTell unknown:
                        why.Add($"whether {login} is in the team {team}, and so {role.Name}, cannot be told: {unknown.Why}");
                        break;
                }
            }
        }

        return new AccountRoles(byName.Person, roles.ToImmutable(), why.ToImmutable());
    }

    /// <summary>Who made a commit; null if nobody can say.</summary>
    /// <param name="account">Which account GitHub finds for the e-mail address; null if there is none.</param>
    public Person? AuthorOf(Account? account, GitIdentity identity)
    {
        if (account is not null)
            return PersonOf(account);

        // GitHub's own address of an account holds its number, also where the account is gone.
        if (identity.Email is { } email && email.EndsWith("@users.noreply.github.com", StringComparison.OrdinalIgnoreCase) && email.Split('@')[0].Split('+') is [var number, var login])
            return PersonOf(rules.People.ByAccount(number, login));

        return identity.Email is { } address ? rules.People.FindByEmail(address) : null;
    }

    public Person PersonOf(Account account) => PersonOf(rules.People.ByAccount(account.Id.ToString(CultureInfo.InvariantCulture), account.Login));

    /// <summary>Everybody whose work the commits are, as they say themselves; null if one of them is nobody that anybody knows.</summary>
    public ImmutableArray<Person>? AuthorsOf(IEnumerable<ComparedCommit> commits)
    {
        var people = commits.SelectMany(commit => CommitAuthors.Of(commit).Select(a => AuthorOf(a.Account, a.Identity))).Distinct().ToList();
        return people.Contains(null) ? null : [.. people.OfType<Person>()];
    }

    private (AccountRoles, ImmutableArray<string>) ByName(long id, string login, string deliveryId) => rules.People.ByAccount(id.ToString(CultureInfo.InvariantCulture), login) switch
    {
        AccountHolder.Known known => (new AccountRoles(known.Person, rules.People.RolesOf(known, deliveryId), []), []),
        AccountHolder.Renamed renamed => (new AccountRoles(renamed.Person, [], []), [renamed.Why]),
        var unlisted => (new AccountRoles(unlisted.Person, [], []), []),
    };

    private static Person PersonOf(AccountHolder holder) => holder.Person;

    private async Task<TeamMembership> MembershipAsync(long id, string login, Configuration.TeamMember team, CancellationToken cancellation)
    {
        if (!_memberships.TryGetValue((id, team.ToString()), out var membership))
            _memberships[(id, team.ToString())] = membership = await api.TeamMembershipAsync(team.Organisation, team.Team, login, cancellation);
        return membership;
    }
}
