using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Cli.Commands;

/// <summary>How people name a step or a task: by its id, by the id without its phase, or by its title.</summary>
internal static class StepName
{
    public static bool Fits(string named, string id, Runbook runbook) =>
        named == id || id.EndsWith($"/{named}", StringComparison.Ordinal) || string.Equals(named, runbook.TitleOf(id), StringComparison.OrdinalIgnoreCase);
}
