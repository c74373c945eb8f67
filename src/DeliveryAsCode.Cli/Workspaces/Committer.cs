using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>Whom git will name as the committer of the next commit.</summary>
internal static class Committer
{
    /// <exception cref="CommandException">Git does not know.</exception>
    public static Identity Of(Git git) =>
        Find(git) ?? throw CommandException.Unusable("git does not know who you are", "git config user.email \"you@example.org\", the address that delivery.yml has for you");

    /// <returns>Null if git does not know.</returns>
    public static Identity? Find(Git git)
    {
        var ident = git.Run("var", "GIT_COMMITTER_IDENT");
        var text = ident.Output;
        return ident.Succeeded && text.LastIndexOf('<') is > 0 and var open && text.IndexOf('>', open) is > 0 and var close
            ? new Identity(text[..open].Trim(), text[(open + 1)..close])
            : null;
    }

    public static Person Of(Git git, People people)
    {
        var identity = Of(git);
        return people.ByEmail(identity.Email, identity.Name);
    }
}
