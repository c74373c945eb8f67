using System.Text.Json;
using DeliveryAsCode.Transitions;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>What a change does, one line for each transition of each delivery that it touches.</summary>
internal static class ChangeReport
{
    public static void Write(TextWriter output, JudgedChange change)
    {
        if (change.Parts.IsEmpty)
            output.Write("no gate is touched\n");
        foreach (var part in change.Parts)
        {
            if (part.Transitions.IsEmpty)
                output.Write($"{Visible.Of(part.Path)}: no gate is touched\n");
            foreach (var judged in part.Transitions)
                output.Write($"{Visible.Of(part.Path)}: {Visible.Of(TransitionText.Summary(judged.Transition))}: {VerdictOf(judged)}\n");
        }
    }

    public static void Write(Utf8JsonWriter json, JudgedChange change)
    {
        json.WriteStartArray("transitions");
        foreach (var (part, judged) in change.Parts.SelectMany(p => p.Transitions.Select(t => (p, t))))
        {
            json.WriteStartObject();
            json.WriteString("path", Json.WellFormed(part.Path));
            json.WriteString("kind", TransitionText.KindOf(judged.Transition));
            json.WriteString("summary", Json.WellFormed(TransitionText.Summary(judged.Transition)));
            json.WriteString("verdict", VerdictOf(judged));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string VerdictOf(JudgedTransition judged) => judged.IsAllowed ? "allowed" : judged.IsUndecided ? "undecided" : "refused";
}
