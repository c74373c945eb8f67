using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Configuration;

namespace DeliveryAsCode.Cli.Running;

/// <summary>Who runs the program, as far as a machine can tell.</summary>
internal static class Actors
{
    /// <summary>The login of the member whose e-mail git is configured with, else git's user name, else the system's.</summary>
    public static string Current(Portfolio portfolio, Shell shell)
    {
        var email = portfolio.Workspace.GitSetting("user.email");
        var member = Members(portfolio.Configuration).FirstOrDefault(m => m.Email is not null && string.Equals(m.Email, email, StringComparison.OrdinalIgnoreCase));
        return member?.Login ?? portfolio.Workspace.GitSetting("user.name") ?? shell.Environment.GetValueOrDefault("USER") ?? "unknown";
    }

    /// <summary>Whether the person may speak for the role in this delivery. Where nobody has named roles, whoever runs it may.</summary>
    public static bool Holds(string actor, string role, string? delivery, Portfolio portfolio) =>
        portfolio.Configuration.Roles.IsEmpty
        || (portfolio.Configuration.FindRole(role)?.MembersFor(delivery ?? "").OfType<PersonMember>().Any(m => m.Login == actor) ?? false);

    private static IEnumerable<PersonMember> Members(DeliveryConfiguration configuration) =>
        configuration.Roles.SelectMany(r => r.Members).OfType<PersonMember>();
}
