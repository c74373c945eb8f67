using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Lifecycles;
using NodaTime;

namespace DeliveryAsCode.Conversations;

/// <summary>Reads the Markdown that GitHub makes of an issue form: each label as a heading of level 3, its value below it.</summary>
public sealed class IntakeReader
{
    private const string NoResponse = "_No response_";
    private const int MaxName = 120;
    private const int MaxText = 2000;

    private readonly ImmutableArray<IntakeMistake>.Builder _mistakes = ImmutableArray.CreateBuilder<IntakeMistake>();
    private readonly ILookup<string, string> _values;

    private IntakeReader(string body) => _values = Split(body).ToLookup(v => v.Label, v => v.Value);

    /// <summary>Never throws.</summary>
    /// <param name="fallbackId">The delivery's id where the form gives none and client and name have no letters for one: <c>delivery-12</c>.</param>
    public static IntakeReading Read(string body, string fallbackId) => new IntakeReader(body).Read(fallbackId);

    private IntakeReading Read(string fallbackId)
    {
        var client = Name(IntakeForm.ClientLabel);
        var name = Name(IntakeForm.NameLabel);
        var form = new IntakeForm(Id(client, name, fallbackId), client, name, Text(IntakeForm.ScopeLabel, " "), Text(IntakeForm.StakeholdersLabel, ", "), Requirements(), AgreedDate(), Complexity());
        if (_mistakes.Count == 0)
            Try(form);
        return new IntakeReading(_mistakes.Count == 0 ? form : null, _mistakes.ToImmutable());
    }

    private static IEnumerable<(string Label, string Value)> Split(string body)
    {
        string? label = null;
        List<string> lines = [];
        foreach (var line in body.ReplaceLineEndings("\n").Split('\n'))
        {
            if (!line.StartsWith("### ", StringComparison.Ordinal) || IntakeForm.Labels.FirstOrDefault(l => l == line[4..].Trim()) is not { } next)
            {
                lines.Add(line);
                continue;
            }

            if (label is not null)
                yield return (label, string.Join('\n', lines).Trim());
            label = next;
            lines.Clear();
        }

        if (label is not null)
            yield return (label, string.Join('\n', lines).Trim());
    }

    /// <summary>What was answered, on one line; null for nothing.</summary>
    private string? Value(string label, string between, int most)
    {
        var given = _values[label].ToList();
        if (given.Count > 1)
            return Wrong(label, "stands twice in the form", "fill in the form anew, without a heading of that name in any field");
        if (given.Count == 0 || given[0] == NoResponse)
            return null;

        var lines = given[0].Split('\n').Select(line => string.Join(' ', WithoutBullet(line).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Where(line => line.Length > 0);
        var value = string.Join(between, lines);
        return Unset.Is(value) ? null
            : value.Length > most ? Wrong(label, string.Create(CultureInfo.InvariantCulture, $"has {value.Length} characters, and may have {most}"), "say it shorter, and put the rest into a document")
            : value != ShownText.Line(value) ? Wrong(label, "holds characters that cannot be seen", "type it anew, instead of pasting it")
            : Unset.IsPlaceholder(value) ? Wrong(label, "reads like a template's placeholder, for its square brackets", "write it without them")
            : value;
    }

    private static string WithoutBullet(string line) => line.TrimStart() is ['-' or '*' or '+', ' ', .. var rest] ? rest : line;

    private string Name(string label)
    {
        var before = _mistakes.Count;
        if (Value(label, " ", MaxName) is { } name)
            return name;
        if (_mistakes.Count == before)
            Wrong(label, "is not filled in", "a delivery needs a client and a name");
        return "";
    }

    private string? Text(string label, string between) => Value(label, between, MaxText);

    private string Id(string client, string name, string fallbackId) => Value(IntakeForm.IdLabel, "", DeliveryId.MaxLength) switch
    {
        null => $"{client} {name}".Any(char.IsAsciiLetter) ? DeliveryId.Suggest($"{client} {name}") : fallbackId,
        var id when DeliveryId.IsValid(id) => id,
        var id => Wrong(IntakeForm.IdLabel, $"\"{id}\" cannot be the name of a delivery", $"use small letters, digits and hyphens{(id.Any(char.IsAsciiLetterOrDigit) ? $": {DeliveryId.Suggest(id)}" : "")}") ?? "",
    };

    private string? Requirements() =>
        Value(IntakeForm.RequirementsLabel, " ", MaxText) is not { } address ? null
        : Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && !address.Contains(' ', StringComparison.Ordinal) ? address
        : Wrong(IntakeForm.RequirementsLabel, $"\"{address}\" is no address", "give the address of the document, https://…, or leave it empty and write requirements.md");

    private LocalDate? AgreedDate()
    {
        if (Value(IntakeForm.AgreedDateLabel, " ", MaxName) is not { } text)
            return null;
        if (DocumentDate.Parse(text) is { } date)
            return date;

        Wrong(IntakeForm.AgreedDateLabel, $"\"{text}\" is not a date", DocumentDate.Help(text));
        return null;
    }

    private string Complexity() => Value(IntakeForm.ComplexityLabel, " ", MaxName)?.ToLowerInvariant() switch
    {
        null => FactNames.Complexities[1],
        var word when FactNames.Complexities.Contains(word) => word,
        var word => Wrong(IntakeForm.ComplexityLabel, $"\"{word}\" is none", $"one of: {string.Join(", ", FactNames.Complexities)}") ?? "",
    };

    /// <summary>Whether a record would say exactly this. What it would say otherwise is no value for it.</summary>
    private void Try(IntakeForm form)
    {
        DeliveryRecord? record = null;
        try
        {
            var source = form.CreateDocuments("deliveries/x/record.md", BuiltInLifecycles.Find("client-delivery")!, new LocalDate(2026, 1, 1)).Single(d => d.Path.EndsWith("/record.md", StringComparison.Ordinal));
            record = RecordReader.Read(MarkdownDocument.Read(source).Value, form.Id).Value;
        }
        catch (ArgumentException)
        {
            // Said below, for each field that the record does not have.
        }

        (string Label, string? Value, string? Read)[] fields =
        [
            (IntakeForm.ClientLabel, form.Client, record?.Client),
            (IntakeForm.NameLabel, form.Name, record?.Name),
            (IntakeForm.ScopeLabel, form.Scope, record?.FindField(IntakeForm.ScopeLabel)?.Value),
            (IntakeForm.StakeholdersLabel, form.Stakeholders, record?.FindField(IntakeForm.StakeholdersLabel)?.Value),
            (IntakeForm.RequirementsLabel, form.Requirements, form.Requirements is null ? null : record?.FindField(IntakeForm.RequirementsLabel)?.Value),
        ];
        foreach (var field in fields.Where(f => f.Value != f.Read))
            Wrong(field.Label, "cannot be written into a record as it stands", "write it in plain words");
    }

    private string? Wrong(string label, string message, string help)
    {
        _mistakes.Add(new IntakeMistake(label, message, help));
        return null;
    }
}
