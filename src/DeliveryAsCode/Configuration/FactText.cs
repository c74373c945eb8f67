using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Configuration;

/// <summary>A condition over facts where it stands in a rule file.</summary>
internal static class FactText
{
    /// <returns>Null if it cannot be read, which has been said.</returns>
    public static FactReading.Read? Read(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;

        switch (FactReading.Of(text))
        {
            case FactReading.Read read:
                return read;
            case FactReading.Mistaken mistake:
                value.Findings.Report(DiagnosticCatalog.FactExpression, PlaceIn(value, mistake.Offset, mistake.Length), mistake.Message, mistake.Help);
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The whole value where escapes or several lines make the text another than the source.</summary>
    public static TextSpan PlaceIn(YamlValue value, int offset, int length)
    {
        var (span, text) = (value.Node.Span, ((YamlScalar)value.Node).Value);
        var before = value.Findings.Source.ToString(span).IndexOf(text, StringComparison.Ordinal);
        return before is 0 or 1 && offset + length <= text.Length ? new TextSpan(span.Start + before + offset, length) : span;
    }
}
