using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Who runs the program, as far as a machine can tell.</summary>
/// <param name="Name">For people to read: the member's login, else git's user name, else the system's.</param>
/// <param name="Email">What git would commit with: the one thing a member is known by. A name is anybody's to choose.</param>
internal sealed record Actor(string Name, string? Email)
{
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
        || (configuration.FindRole(role)?.MembersFor(delivery ?? "").OfType<PersonMember>().Any(m => IsEmail(m, Email)) ?? false);

    /// <summary>Why this person's word is no answer, or null.</summary>
    public string? WhyMayNotAnswer(Question question, string? delivery, DeliveryConfiguration configuration)
    {
        if (question.Role is { } role)
            return Holds(role, delivery, configuration) ? null : $"only a {role} can answer this, and delivery.yml does not name {Email ?? "a git user without an e-mail"} as one";

        return question.IsIntervention ? Intervention.WhyRefused(this, delivery, configuration) : null;
    }

    private static bool IsEmail(PersonMember member, string? email) =>
        member.Email is not null && string.Equals(member.Email, email, StringComparison.OrdinalIgnoreCase);
}
