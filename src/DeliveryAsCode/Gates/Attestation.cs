namespace DeliveryAsCode.Gates;

/// <summary>What a row says of somebody without an account, for whom somebody else speaks: <c>Acme Corp (attested by dana)</c>.</summary>
public static class Attestation
{
    private const string Middle = " (attested by ";

    public static string Of(string client, string by) => $"{client}{Middle}{by})";

    /// <summary>For whom the row is attested; null if it is not.</summary>
    public static string? ClientOf(string decidedBy) => Parts(decidedBy)?.Client;

    /// <summary>Who attests it; null if the row is not attested.</summary>
    public static string? AttestorOf(string decidedBy) => Parts(decidedBy)?.By;

    private static (string Client, string By)? Parts(string decidedBy) =>
        decidedBy.EndsWith(')') && decidedBy.LastIndexOf(Middle, StringComparison.Ordinal) is > 0 and var at ? (decidedBy[..at], decidedBy[(at + Middle.Length)..^1]) : null;
}
