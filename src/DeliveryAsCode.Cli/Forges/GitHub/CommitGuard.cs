using System.Collections.Immutable;
using DeliveryAsCode.Cli.Running;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>Looks through what is about to be committed for the secrets that the program has: what is in a commit stays there.</summary>
internal sealed class CommitGuard(ImmutableArray<string> secrets)
{
    private readonly SecretMask _mask = SecretMask.Of(secrets);

    /// <exception cref="CommandException">The file holds one of them.</exception>
    public void Refuse(SourceText file)
    {
        if (_mask.Knows(file.Text))
            throw CommandException.World($"{file.Path} would hold a secret that this run was given, so it was not committed", "find out how it got into the document, and give the secret another value");
    }
}
