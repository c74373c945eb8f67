using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Runbooks;

/// <summary>What a runbook must be by the rules of the repository, beyond being readable.</summary>
public static class RunbookRules
{
    public static ImmutableArray<Diagnostic> Check(Runbook runbook, DeliveryConfiguration configuration)
    {
        var findings = new List<Diagnostic>();
        CheckRoles(runbook, configuration, findings);
        if (!runbook.IsGated)
            CheckUngated(runbook, findings);
        else if (configuration.FindEnvironment(runbook.Environment) is { } environment)
            CheckGated(runbook, environment, findings);
        else
            findings.Add(UnknownEnvironment(runbook, configuration));
        return [.. findings];
    }

    private static Diagnostic UnknownEnvironment(Runbook runbook, DeliveryConfiguration configuration)
    {
        string[] names = [.. configuration.Environments.Select(e => e.Name), Runbook.NoEnvironment];
        return new Diagnostic(DiagnosticCatalog.UnknownEnvironment, runbook.Header, $"delivery.yml has no environment \"{runbook.Environment}\"")
        {
            Help = Suggestion.Help(runbook.Environment, names),
        };
    }

    private static void CheckUngated(Runbook runbook, List<Diagnostic> findings)
    {
        if (!runbook.Env.IsEmpty)
        {
            findings.Add(new Diagnostic(DiagnosticCatalog.UndeclaredVariable, runbook.Header, "a runbook without an environment gets no variables")
            {
                Help = "name an environment of delivery.yml, or take \"env\" out of the front matter",
            });
        }
    }

    private static void CheckGated(Runbook runbook, DeploymentEnvironment environment, List<Diagnostic> findings)
    {
        findings.AddRange(runbook.Env.Where(name => !environment.Variables.Contains(name)).Select(name =>
            new Diagnostic(DiagnosticCatalog.UndeclaredVariable, runbook.Header, $"the environment \"{environment.Name}\" does not offer the variable {name}")
            {
                Help = Suggestion.Help(name, [.. environment.Variables.Plain, .. environment.Variables.Secrets]) ?? $"add it to \"env\" of {environment.Name} in delivery.yml",
            }));
        findings.AddRange(Actions(runbook).OfType<HttpAction>().Where(http => !Allows(environment, http.Url)).Select(http =>
            new Diagnostic(DiagnosticCatalog.HostNotAllowed, http.Location, $"the environment \"{environment.Name}\" does not allow calls to {http.Url.Authority}")
            {
                Help = $"add it to \"allowed-hosts\" of {environment.Name} in delivery.yml",
            }));
        findings.AddRange(Missing(runbook).Select(missing =>
            new Diagnostic(DiagnosticCatalog.IncompleteGatedRunbook, runbook.Header, $"a runbook for \"{runbook.Environment}\" needs {missing.What}") { Help = missing.Help }));
    }

    /// <summary>What the users' process asks of every deployment plan.</summary>
    private static IEnumerable<(string What, string Help)> Missing(Runbook runbook)
    {
        var checks = runbook.PhasesOf(PhaseKind.FinalChecks).SelectMany(p => p.Steps).ToList();
        if (runbook.Release is null or { Commit: null, Artifact: null })
            yield return ("to say what is released", "add \"release: {commit: …}\" to the front matter");
        if (!checks.Any(s => s.Check == FinalCheck.Health || s.Run is HttpAction))
            yield return ("a health check before anything starts", "add a step to \"## Final checks\": \"### Production is healthy <!-- check: health -->\"");
        if (!checks.Any(s => s.Check == FinalCheck.Backup))
            yield return ("a check of the backups, or n/a with a reason", "add a step to \"## Final checks\": \"### Backups are valid <!-- check: backup -->\"");
        if (!checks.Any(s => s.Check == FinalCheck.RollbackReview))
            yield return ("a review of the rollback", "add a step to \"## Final checks\": \"### Rollback procedure reviewed <!-- check: rollback-review; confirm: deployment-specialist -->\"");
        if (!checks.Any(s => s.Decide is not null))
            yield return ("a decision to go or not", "add a step to \"## Final checks\": \"### Go or no-go <!-- decide: delivery-manager -->\"");
        if (!runbook.PhasesOf(PhaseKind.SmokeTests).SelectMany(p => p.Steps).Any(s => s.Run is not null))
            yield return ("a smoke test", "add \"## Smoke tests\" with a step that has an ```http or ```bash block");
    }

    private static void CheckRoles(Runbook runbook, DeliveryConfiguration configuration, List<Diagnostic> findings)
    {
        var roles = configuration.Roles.Select(r => r.Name).ToList();
        if (roles.Count == 0)
            return;

        var asked = runbook.Steps.SelectMany(s => new[] { (Role: s.Confirm, s.Location), (Role: s.Decide, s.Location) })
            .Concat(runbook.Phases.SelectMany(p => p.Confirmations).Select(c => (c.Role, c.Location)));
        findings.AddRange(asked.Where(a => a.Role is not null && !roles.Contains(a.Role)).Select(a =>
            new Diagnostic(DiagnosticCatalog.UnknownRole, a.Location, $"delivery.yml has no role \"{a.Role}\", so nobody can answer") { Help = Suggestion.Help(a.Role!, roles) }));
    }

    private static bool Allows(DeploymentEnvironment environment, Uri url) =>
        environment.AllowedHosts.Any(a => string.Equals(a.Host, url.IdnHost.Trim('[', ']'), StringComparison.OrdinalIgnoreCase) && (a.Port is { } port ? port == url.Port : url.IsDefaultPort));

    private static IEnumerable<StepAction> Actions(Runbook runbook) =>
        runbook.Steps.SelectMany(s => new[] { s.Run, s.Verify, s.Undo }).OfType<StepAction>();
}
