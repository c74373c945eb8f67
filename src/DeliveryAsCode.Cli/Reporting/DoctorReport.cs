using System.Collections.Immutable;
using System.Text.Json;
using DeliveryAsCode.Text;
using DeliveryAsCode.Trust;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>What <c>doctor</c> found. The first line says how far the gates can be trusted.</summary>
internal static class DoctorReport
{
    public static void Write(TextWriter output, ImmutableArray<Provision> here, TrustReport? report, string? why, Terminal terminal)
    {
        output.Write($"{StatusWords.Bold($"Trust profile: {KebabCase.Of(report?.Profile ?? TrustProfile.Advisory)}", terminal)} ({Meaning(report?.Profile ?? TrustProfile.Advisory)})\n\n");
        output.Write("Here\n");
        foreach (var provision in here)
            output.Write($"  {(provision.IsThere ? "✓" : "✗")} {Visible.Of(provision.What)}{(provision.IsThere ? "" : $"\n      next: {Visible.Of(provision.Next)}")}\n");
        if (why is not null)
            output.Write($"\n{why}\n");
        if (report is null)
            return;

        foreach (var profile in new[] { TrustProfile.Enforced, TrustProfile.Sealed })
        {
            output.Write($"\nFor {KebabCase.Of(profile)}\n");
            foreach (var finding in report.Findings.Where(f => f.For == profile))
                Write(output, finding);
        }
    }

    public static void WriteJson(TextWriter output, ImmutableArray<Provision> here, TrustReport? report, string? why) => Json.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", 1);
        json.WriteString("profile", KebabCase.Of(report?.Profile ?? TrustProfile.Advisory));
        if (why is not null)
            json.WriteString("reason", why);
        json.WriteStartArray("here");
        foreach (var provision in here)
        {
            json.WriteStartObject();
            json.WriteString("what", Json.WellFormed(provision.What));
            json.WriteBoolean("isThere", provision.IsThere);
            json.WriteString("next", Json.WellFormed(provision.Next));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in report?.Findings ?? [])
            Write(json, finding);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(TextWriter output, TrustFinding finding)
    {
        var sign = finding.Answer switch { TrustAnswer.Holds => "✓", TrustAnswer.Missing => "✗", TrustAnswer.CannotTell => "?" };
        output.Write($"  {sign} {Visible.Of(finding.What)}\n");
        if (finding.Answer != TrustAnswer.Holds)
            output.Write($"      now:  {Visible.Of(finding.Found)}\n      set:  {Visible.Of(finding.Setting)}\n      see:  {Visible.Of(finding.Source)}\n");
    }

    private static void Write(Utf8JsonWriter json, TrustFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("for", KebabCase.Of(finding.For));
        json.WriteString("answer", KebabCase.Of(finding.Answer));
        json.WriteString("what", Json.WellFormed(finding.What));
        json.WriteString("found", Json.WellFormed(finding.Found));
        json.WriteString("setting", Json.WellFormed(finding.Setting));
        json.WriteString("source", Json.WellFormed(finding.Source));
        json.WriteEndObject();
    }

    private static string Meaning(TrustProfile profile) => profile switch
    {
        TrustProfile.Advisory => "gates are shown, and whoever can write to the repository could forge them",
        TrustProfile.Enforced => "gates hold against everybody who does not administer the repository",
        TrustProfile.Sealed => "deployments hold, too, and what administrators change is seen",
    };
}

/// <summary>Something that the program needs.</summary>
/// <param name="Next">How to get it; empty if it is there.</param>
internal sealed record Provision(string What, bool IsThere, string Next);
