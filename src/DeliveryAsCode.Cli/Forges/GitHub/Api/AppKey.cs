using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>Speaks as a GitHub App: with a signed statement of who it is, which is believed for minutes.</summary>
internal sealed class AppKey : IDisposable
{
    /// <summary>Clocks differ, and GitHub refuses what was said in the future.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>GitHub allows ten minutes.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(9);

    private readonly long _id;
    private readonly RSA _key = RSA.Create();

    /// <exception cref="CommandException">The key cannot be read.</exception>
    public AppKey(GitHubCredentials.App app)
    {
        _id = app.Id;
        try
        {
            _key.ImportFromPem(app.PrivateKeyPem);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            _key.Dispose();
            // What the library says may quote the key.
            throw CommandException.Unusable("the key of the GitHub App is no private key in PEM format", "give the whole file that GitHub made, with its BEGIN and END lines");
        }
    }

    public string Sign(DateTimeOffset now)
    {
        var claims = string.Create(CultureInfo.InvariantCulture, $$"""{"iat":{{(now - Skew).ToUnixTimeSeconds()}},"exp":{{(now + Lifetime).ToUnixTimeSeconds()}},"iss":"{{_id}}"}""");
        var signed = $"{Encode("""{"alg":"RS256","typ":"JWT"}""")}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public void Dispose() => _key.Dispose();

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
