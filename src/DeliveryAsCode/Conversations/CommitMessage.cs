using System.Collections.Immutable;
using System.Text;

namespace DeliveryAsCode.Conversations;

/// <summary>
/// Messages of the program's commits: a subject, some lines, and trailers in a paragraph of their own at the end. Text of
/// people becomes neither a trailer nor a command to a host, since it begins no line and is parted where it could.
/// </summary>
public static class CommitMessage
{
    public const string GateKey = "Delivery-Gate";
    public const string DigestKey = "Delivery-Digest";
    public const string ReviewKey = "Delivery-Review";

    /// <summary>What git shows of a subject without cutting it.</summary>
    private const int SubjectLength = 100;

    /// <param name="lines">Each a sentence of ours, or text that has been made safe for titles.</param>
    public static string Of(string subject, IEnumerable<string> lines, params ImmutableArray<(string Key, string Value)> trailers)
    {
        var message = new StringBuilder(TitleText.Cut(subject, SubjectLength)).Append('\n');
        var body = string.Join('\n', lines);
        if (body.Length > 0)
            message.Append('\n').Append(body).Append('\n');
        for (var i = 0; i < trailers.Length; i++)
            message.Append(i == 0 ? "\n" : "").Append(trailers[i].Key).Append(": ").Append(ShownText.Line(trailers[i].Value)).Append('\n');
        return message.ToString();
    }

    /// <summary>The value of <see cref="GateKey"/>.</summary>
    public static string NameOf(string deliveryId, string gate) => $"{deliveryId}/{gate}";
}
