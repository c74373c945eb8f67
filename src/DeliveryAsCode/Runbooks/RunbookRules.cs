using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Metrics;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Runbooks;

/// <summary>What a runbook must be by the rules of the repository, beyond being readable.</summary>
public static class RunbookRules
{
    public static ImmutableArray<Diagnostic> Check(Runbook runbook, DeliveryConfiguration configuration)
    {
        var findings = new List<Diagnostic>();
        CheckRoles(runbook, configuration, findings);
        CheckNarrowing(runbook, findings);
        CheckConditions(runbook, configuration, findings);
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
        string[] names = [.. configuration.Environments.Select(e => e.Name)];
        return new Diagnostic(DiagnosticCatalog.UnknownEnvironment, runbook.Header, $"delivery.yml has no environment \"{runbook.Environment}\"")
        {
            Help = Suggestion.Help(runbook.Environment, names) ?? "add it to \"environments\" in delivery.yml",
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
        findings.AddRange(Calls(runbook).Where(call => !environment.AllowedHosts.Any(h => h.Allows(call.Url))).Select(call =>
            new Diagnostic(DiagnosticCatalog.HostNotAllowed, call.Location, $"the environment \"{environment.Name}\" does not allow calls to {call.Url.Authority}")
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
        if (!IsExact(runbook.Release))
            yield return ("to say exactly what is released", "add \"release: {commit: …}\" to the front matter, with the full id of the commit, or \"artifact: sha256:…\"");
        if (!checks.Any(s => s.Run is HttpAction || (s.Check == FinalCheck.Health && s.DoesSomething)))
            yield return ("a health check before anything starts", "add a step to \"## Final checks\": \"### Production is healthy <!-- check: health -->\"");
        if (!checks.Any(s => s.Check == FinalCheck.Backup && (s.DoesSomething || s.NotApplicable is not null)))
            yield return ("a check of the backups, or n/a with a reason", "add a step to \"## Final checks\": \"### Backups are valid <!-- check: backup -->\" with a block, or <!-- check: backup; n/a: why there is nothing to keep -->");
        if (!checks.Any(s => s.Check == FinalCheck.RollbackReview && s.DoesSomething))
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
        findings.AddRange(asked.Where(a => a.Role is not null && (!roles.Contains(a.Role) || (runbook.IsGated && configuration.FindRole(a.Role)!.Members.IsEmpty))).Select(a =>
            new Diagnostic(DiagnosticCatalog.UnknownRole, a.Location, roles.Contains(a.Role!) ? $"delivery.yml names nobody for the role \"{a.Role}\", so nobody can answer" : $"delivery.yml has no role \"{a.Role}\", so nobody can answer") { Help = Suggestion.Help(a.Role!, roles) }));
    }

    private static void CheckConditions(Runbook runbook, DeliveryConfiguration configuration, List<Diagnostic> findings)
    {
        var names = FactNames.Known(configuration.Facts, configuration.Environments.Select(e => e.Name));
        foreach (var (mention, place) in runbook.Steps.Select(s => s.When).OfType<StepCondition>().Distinct().SelectMany(c => c.Mentions))
        {
            if (names.MistakeIn(mention) is { } mistake)
                findings.Add(new Diagnostic(DiagnosticCatalog.InvalidStepCondition, place, mistake.Message) { Help = mistake.Help });
        }
    }

    /// <summary>A block can only narrow what the runbook declares.</summary>
    private static void CheckNarrowing(Runbook runbook, List<Diagnostic> findings)
    {
        foreach (var action in Actions(runbook))
        {
            findings.AddRange((action.Options.Env ?? []).Except(runbook.Env).Select(name =>
                new Diagnostic(DiagnosticCatalog.UndeclaredVariable, action.Location, $"this block names {name}, which the runbook does not declare")
                {
                    Help = Suggestion.Nearest(name, runbook.Env) is { } nearest ? $"did you mean \"{nearest}\"?" : "add it to \"env\" in the front matter",
                }));
        }
    }

    private static bool IsExact(Release? release) =>
        (release?.Commit is { } commit && commit.Length is 40 or 64 && commit.All(char.IsAsciiHexDigitLower))
        || (release?.Artifact is { } artifact && artifact.StartsWith("sha256:", StringComparison.Ordinal) && artifact.Length == 71 && artifact[7..].All(char.IsAsciiHexDigitLower));

    /// <summary>What the runbook itself calls; what its scripts call cannot be seen.</summary>
    private static IEnumerable<(Uri Url, Location Location)> Calls(Runbook runbook) =>
    [
        .. Actions(runbook).OfType<HttpAction>().Select(http => (http.Url, http.Location)),
        .. runbook.Steps.Where(s => s.Watch is { IsExtended: false }).SelectMany(s => s.Watch!.Metrics).SelectMany(CallsOf),
    ];

    private static IEnumerable<(Uri Url, Location Location)> CallsOf(Metric metric) => metric.Source switch
    {
        PrometheusSource source => [(source.Server, metric.Location)],
        HttpJsonSource source => [(source.Url, metric.Location)],
        _ => [],
    };

    private static IEnumerable<StepAction> Actions(Runbook runbook) =>
        runbook.Steps.SelectMany(s => new[] { s.Run, s.Verify, s.Undo }).OfType<StepAction>();
}
