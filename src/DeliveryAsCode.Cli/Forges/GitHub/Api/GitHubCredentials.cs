namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>Who we are at GitHub. Printed, it says nothing of the secret.</summary>
internal abstract record GitHubCredentials
{
    private GitHubCredentials()
    {
    }

    /// <summary>Of a job, of a person, or of an installation, made by somebody else.</summary>
    public sealed record Token(string Value) : GitHubCredentials
    {
        public override string ToString() => "a token";
    }

    /// <summary>A GitHub App with its key: tokens of its installation are made as needed.</summary>
    /// <param name="Installation">Null: the one of the repository.</param>
    public sealed record App(long Id, string PrivateKeyPem, long? Installation = null) : GitHubCredentials
    {
        public override string ToString() => $"the GitHub App {Id}";
    }
}
