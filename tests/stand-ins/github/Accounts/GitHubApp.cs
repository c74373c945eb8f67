using System.Collections.Immutable;
using System.Security.Cryptography;

namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>A GitHub App, installed once in the organisation.</summary>
public sealed class GitHubApp
{
    private readonly Lazy<RSA> _key = new(() => RSA.Create(2048));

    internal GitHubApp(long id, string slug, long installation, Account account, ImmutableDictionary<string, Access> permissions) =>
        (Id, Slug, Installation, Account, Permissions) = (id, slug, installation, account, permissions);

    public long Id { get; }

    public string Slug { get; }

    public long Installation { get; }

    /// <summary>The bot whose name is on what the App does.</summary>
    public Account Account { get; }

    /// <summary>What its installation was granted.</summary>
    public ImmutableDictionary<string, Access> Permissions { get; internal set; }

    /// <summary>Made at the first question, for this run only.</summary>
    public string PrivateKeyPem => _key.Value.ExportRSAPrivateKeyPem();

    internal bool Signed(byte[] data, byte[] signature) => _key.Value.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
