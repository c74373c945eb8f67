using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Deliveries;

/// <summary>Reads the fields under the record's title.</summary>
internal sealed class FieldsReader(Section title, DiagnosticBag bag)
{
    public ImmutableArray<RecordField> Read()
    {
        var fields = title.Items.Select(i => i.Field).OfType<Field>().Select(ReadField).ToList();
        foreach (var again in fields.GroupBy(f => f.Label).SelectMany(g => g.Skip(1)))
        {
            bag.Report(DiagnosticCatalog.Duplicate, again.Source.LabelSpan, $"the field \"{again.Source.Label}\" occurs twice",
                "keep one of them: gates cannot be judged while it is unclear which one counts");
        }

        for (var i = 0; i < RecordGrammar.RequiredFields.Length; i++)
        {
            if (fields.All(f => f.Label != RecordGrammar.RequiredLabels[i]))
                ReportMissing(RecordGrammar.RequiredFields[i], fields);
        }

        ReportNearlyOptional(fields);
        return [.. fields];
    }

    private void ReportNearlyOptional(List<RecordField> fields)
    {
        var missing = RecordGrammar.OptionalFields.Where(name => fields.All(f => f.Label != name)).ToList();
        foreach (var field in fields.Where(f => !IsKnown(f.Label)))
        {
            if (Suggestion.Nearest(field.Source.Label, missing) is { } nearest)
                ReportNear(field, nearest);
        }
    }

    private RecordField ReadField(Field field)
    {
        var isPlaceholder = Unset.IsPlaceholder(bag.Source.ToString(field.ValueSpan));
        if (isPlaceholder)
        {
            bag.Report(DiagnosticCatalog.PlaceholderLeft, field.ValueSpan, $"the template's placeholder \"{field.Value}\" is still there",
                "fill it in, or write TBD");
        }

        var value = isPlaceholder || Unset.Is(field.Value) ? null : field.Value;
        return new RecordField(field, Label.Of(field.Label), value, isPlaceholder, bag.Source.Locate(field.ValueSpan));
    }

    private void ReportMissing(string name, List<RecordField> fields)
    {
        var near = fields.FirstOrDefault(f => !IsKnown(f.Label) && Suggestion.Nearest(f.Source.Label, [name]) is not null);
        if (near is not null)
        {
            ReportNear(near, name);
        }
        else
        {
            bag.Report(DiagnosticCatalog.MissingField, title.Heading!.TextSpan, $"the record has no field \"{name}\"",
                $"add a line \"- **{name}:** …\" under the title");
        }
    }

    private void ReportNear(RecordField field, string name) =>
        bag.Report(DiagnosticCatalog.NearlyKnownName, field.Source.LabelSpan, $"the field \"{field.Source.Label}\" is not known",
            $"did you mean \"{name}\"?", Fix.Replace($"Rename to \"{name}\"", field.Source.LabelSpan, name));

    private static bool IsKnown(Label label) =>
        RecordGrammar.RequiredFields.Concat(RecordGrammar.OptionalFields).Any(known => Label.Of(known) == label);
}
