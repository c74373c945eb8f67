using System.Globalization;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Who runs the program, as far as a machine can tell.</summary>
/// <param name="Name">For people to read: the member's login, else git's user name, else the system's.</param>
/// <param name="Email">What git would commit with: the one thing a member is known by. A name is anybody's to choose.</param>
internal sealed record Actor(string Name, string? Email)
{
    /// <summary>Who a forge says it is, by an account's number; then no e-mail address speaks for anybody.</summary>
    public ForgeAccount? Account { get; init; }

    public static Actor OnForge(ForgeAccount account) => new(account.Login, null) { Account = account };

    public static Actor Current(Portfolio portfolio, Shell shell)
    {
        var identity = portfolio.Workspace.IsGit ? Committer.Find(portfolio.Workspace.Git) : null;
        var email = identity?.Email;
        var login = portfolio.Configuration.Roles.SelectMany(r => r.Members).OfType<PersonMember>().FirstOrDefault(m => IsEmail(m, email))?.Login;
        return new Actor(login ?? identity?.Name ?? shell.Environment.GetValueOrDefault("USER") ?? "unknown", email);
    }

    /// <summary>Whether the person may speak for the role in this delivery. Where nobody has named roles, whoever runs it may.</summary>
    public bool Holds(string role, string? delivery, DeliveryConfiguration configuration) =>
        configuration.Roles.IsEmpty
        || (configuration.FindRole(role)?.MembersFor(delivery ?? "").Any(Is) ?? false);

    /// <summary>Why this person's word is no answer, or null.</summary>
    public string? WhyMayNotAnswer(Question question, string? delivery, DeliveryConfiguration configuration)
    {
        if (question.Role is { } role)
            return Holds(role, delivery, configuration) ? null : $"only a {role} can answer this, and delivery.yml does not name {KnownAs} as one";

        return question.IsIntervention ? Intervention.WhyRefused(this, delivery, configuration) : null;
    }

    private string KnownAs => Account is { } account
        ? string.Create(CultureInfo.InvariantCulture, $"the account {account.Login} ({account.Id})")
        : Email ?? "a git user without an e-mail";

    private bool Is(RoleMember member) => (Account, member) switch
    {
        ({ } account, PersonMember person) => account.Is(person),
        ({ } account, TeamMember team) => account.IsIn(team),
        (null, PersonMember person) => IsEmail(person, Email),
        _ => false,
    };

    private static bool IsEmail(PersonMember member, string? email) =>
        member.Email is not null && string.Equals(member.Email, email, StringComparison.OrdinalIgnoreCase);
}

/// <summary>An account of a forge.</summary>
/// <param name="Id">What it is known by.</param>
/// <param name="Login">For people to read: it can be given up, and taken by somebody else.</param>
/// <param name="IsIn">Whether the forge says that it belongs to a team; who cannot tell says no.</param>
internal sealed record ForgeAccount(long Id, string Login, Func<TeamMember, bool> IsIn)
{
    /// <summary>No App and no bot: those hold no role, and may only do what takes none.</summary>
    public bool IsPerson { get; init; } = true;

    /// <summary>An entry without a number speaks for nobody here, and one whose login is somebody else's by now has to be looked at first.</summary>
    public bool Is(PersonMember member) =>
        IsPerson && member.Id == Id.ToString(CultureInfo.InvariantCulture) && (member.Login is null || member.Login.Equals(Login, StringComparison.OrdinalIgnoreCase));
}
