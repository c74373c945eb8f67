using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>The name that git gives to the content of a file.</summary>
internal static class ObjectId
{
    public static bool IsOf(string id, ReadOnlySpan<byte> content) => id == Of(content, id.Length == 64 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);

    /// <summary>As GitHub's repositories name it. SHA-1 identifies here, and protects nothing.</summary>
    public static string Of(ReadOnlySpan<byte> content) => Of(content, HashAlgorithmName.SHA1);

    private static string Of(ReadOnlySpan<byte> content, HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {content.Length}\0")));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
