namespace DeliveryAsCode.Cli.Workspaces;

public enum SignatureState
{
    None,

    /// <summary>Made with a key that this machine trusts, and that was valid.</summary>
    Good,

    /// <summary>It does not fit the commit, or its key was revoked.</summary>
    Bad,

    /// <summary>An unknown, untrusted or expired key, or no program to verify with.</summary>
    Unverifiable,
}

/// <param name="Signer">Whose key it is as gpg or the file of allowed signers says, not as the commit says; null if that is not known.</param>
public sealed record CommitSignature(SignatureState State, string? Signer)
{
    /// <summary>Whether the signature is good and its key belongs to this person, by e-mail address.</summary>
    public bool IsBy(Identity person) =>
        State == SignatureState.Good && person.Email.Length > 0 && string.Equals(Address(Signer), person.Email, StringComparison.OrdinalIgnoreCase);

    /// <summary>One call of git, and of the program that verifies.</summary>
    /// <exception cref="CommandException">There is no such commit.</exception>
    public static CommitSignature Of(Git git, string commit)
    {
        // "%G?" and not "git verify-commit": one letter says more than an exit code. Mail maps play no part in "%GS".
        var printed = git.Require("log", "--max-count=1", "--no-show-signature", "--no-color", "--no-notes", "--encoding=UTF-8", "--format=%G?%n%GS", git.RequireCommit(commit)).Split('\n');
        return new CommitSignature(StateOf(printed[0]), printed is [_, { Length: > 0 } signer, ..] ? signer : null);
    }

    private static SignatureState StateOf(string letter) => letter switch
    {
        "N" => SignatureState.None,
        "G" => SignatureState.Good,
        "B" or "R" => SignatureState.Bad,
        _ => SignatureState.Unverifiable,
    };

    /// <summary>OpenPGP names a person with an address in angle brackets; SSH has the address alone.</summary>
    private static string? Address(string? signer) =>
        signer is not null && signer.EndsWith('>') && signer.LastIndexOf('<') is >= 0 and var open ? signer[(open + 1)..^1] : signer;
}
