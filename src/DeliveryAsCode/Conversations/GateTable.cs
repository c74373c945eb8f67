using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Conversations;

/// <summary>What a gate asks for beside what was found, people first: they are whom it waits for.</summary>
internal static class GateTable
{
    /// <summary>A cell is read, not scrolled.</summary>
    private const int ShownReasons = 3;

    public static string Of(GateFindings findings)
    {
        var table = new StringBuilder("| | Required | Found |\n|:-:|---|---|\n");
        foreach (var role in findings.Roles)
            Row(table, role.IsMet ? "✅" : "⏳", Required(role), Found(role));
        foreach (var word in findings.Words)
            Row(table, Sign([word]), "no word against it", Told(word));
        if (!findings.Before.IsEmpty)
            Row(table, Sign(findings.Before), "the gates before it are passed", Found(findings.Before, []));
        foreach (var condition in findings.Conditions)
            Row(table, Sign(condition.Reasons), RequirementText.Of(condition.Condition), Found(condition.Reasons, condition.Notes));
        return table.ToString();
    }

    private static void Row(StringBuilder table, string sign, string required, string found) => table.Append(CultureInfo.InvariantCulture, $"| {sign} | {required} | {found} |\n");

    private static string Required(RoleFinding role) =>
        $"{(role.Certifies ? "certified **PASS** by" : "acknowledged by")} {(role.Needed > 1 ? $"{role.Needed} of " : "")}**{MarkdownText.Of(role.Role)}**";

    private static string Found(RoleFinding role) => string.Join("<br>",
    [
        .. role.Given.Select(Said),
        .. role.IsMet ? ImmutableArray<string>.Empty : [$"waits for {(role.Awaited.IsEmpty ? $"somebody who is {MarkdownText.Of(role.Role)}" : string.Join(" or ", role.Awaited.Select(p => MarkdownText.Code(p.Name))))}"],
    ]);

    private static string Said(GateWord word)
    {
        var day = word.At > NodaTime.Instant.MinValue ? $", {DocumentDate.Format(word.At.InUtc().Date)}" : "";
        return word.OnBehalfOf is { } client
            ? $"{MarkdownText.Of(client)}, attested by {MarkdownText.Code(word.By.Name)}{day}"
            : $"{MarkdownText.Code(word.By.Name)}{day}";
    }

    private static string Found(ImmutableArray<GateReason> reasons, ImmutableArray<string> notes) => reasons.IsEmpty
        ? notes.IsEmpty ? "yes" : string.Join("<br>", notes.Select(MarkdownText.Of))
        : string.Join("<br>", reasons.Take(ShownReasons).Select(Told)) + (reasons.Length > ShownReasons ? $"<br>… and {reasons.Length - ShownReasons} more" : "");

    private static string Told(GateReason reason) =>
        MarkdownText.Of(reason.Message) + (reason.Who.IsEmpty ? "" : $" ({MarkdownText.CodeList(reason.Who)})");

    private static string Sign(ImmutableArray<GateReason> reasons) => reasons.IsEmpty ? "✅" : reasons.All(r => r.IsUndecided) ? "❔" : "❌";
}
