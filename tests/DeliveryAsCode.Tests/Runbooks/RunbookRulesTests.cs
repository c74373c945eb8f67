using DeliveryAsCode.Configuration;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Runbooks;

public class RunbookRulesTests
{
    private static readonly DeliveryConfiguration Configuration = DeliveryConfigurationReader.Read(SourceText.From("delivery.yml", """
        version: 1
        roles:
          delivery-manager: [{login: dana}]
          deployment-specialist: [{login: diego}]
          cto: []
        environments:
          acme-production:
            allowed-hosts: [acme.example, "127.0.0.1:8080"]
            env: {plain: [APP_REGION], secrets: [DATABASE_URL]}
        """)).Value;

    private const string Gated = """
        ---
        environment: acme-production
        release: {commit: 4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e}
        env: [DATABASE_URL]
        ---
        # Plan
        ## Final checks
        ### Healthy <!-- check: health -->
        ```bash
        ./ops/health.sh
        ```
        ### Backups <!-- check: backup; n/a: nothing is kept -->
        ### Rollback <!-- check: rollback-review; confirm: deployment-specialist -->
        ### Go <!-- decide: delivery-manager -->
        ## Smoke tests
        ### Answers
        ```http
        GET https://acme.example/
        ```
        """;

    [Theory]
    [InlineData("# Plan", "# Plan")]
    [InlineData("https://acme.example/", "http://127.0.0.1:8080/")]
    [InlineData("acme-production", "acme-prodution", "DAC0412 did you mean \"acme-production\"?")]
    [InlineData("[DATABASE_URL]", "[DATABASE_URI]", "DAC0413 did you mean \"DATABASE_URL\"?")]
    [InlineData("https://acme.example/", "https://other.example/", "DAC0418 add it to \"allowed-hosts\"")]
    [InlineData("https://acme.example/", "https://acme.example:444/", "DAC0418 add it to \"allowed-hosts\"")]
    [InlineData("decide: delivery-manager", "decide: delivery-manger", "DAC0414 did you mean \"delivery-manager\"?")]
    [InlineData("release: ", "released: ", "DAC0415 add \"release:")]
    [InlineData("4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e", "4f2c9d1", "DAC0415 add \"release:")]
    [InlineData("```bash", "```bash env=DATABASE_URL,APP_REGION", "DAC0413 add it to \"env\" in the front matter")]
    [InlineData("; confirm: deployment-specialist", "", "DAC0415 \"### Rollback procedure reviewed")]
    [InlineData("confirm: deployment-specialist", "confirm: cto", "DAC0414 ")]
    [InlineData(" <!-- check: health -->", "", "DAC0415 \"### Production is healthy")]
    [InlineData("; n/a: nothing is kept", "", "DAC0415 \"### Backups are valid")]
    [InlineData("check: rollback-review; ", "", "DAC0415 \"### Rollback procedure reviewed")]
    [InlineData(" <!-- decide: delivery-manager -->", "", "DAC0415 \"### Go or no-go")]
    [InlineData("```http", "```text", "DAC0415 add \"## Smoke tests\"")]
    [InlineData("environment: acme-production", "environment: none", "DAC0413 take \"env\" out")]
    public void A_gated_runbook_must_be_what_the_rules_ask_for(string old, string replacement, params string[] findings)
    {
        Gated.ShouldContain(old);
        var found = Check(Gated.Replace(old, replacement, StringComparison.Ordinal));

        found.Select(d => d.Code).ShouldBe(findings.Select(f => f[..7]));
        foreach (var (diagnostic, finding) in found.Zip(findings))
            (diagnostic.Help ?? "").ShouldContain(finding[8..]);
    }

    [Theory]
    [InlineData("http: https://acme.example/p95, pointer: /a")]
    [InlineData("prometheus: http://127.0.0.1:8080, query: up")]
    [InlineData("command: curl https://other.example/")]
    [InlineData("http: https://other.example/p95, pointer: /a", "DAC0418 23:11")]
    [InlineData("prometheus: http://127.0.0.1:9090, query: up", "DAC0418 23:11")]
    public void A_metric_calls_only_hosts_that_are_allowed(string source, params string[] findings) =>
        Check($"{Gated}\n## Monitoring\n```yaml watch\nfor: 1h\nmetrics: [{{name: a, {source}, fail-when: '> 1', no-data: fail}}]\nevery: 1m\nextended: {{for: 2d, every: 1h}}\n```\n")
            .Select(d => $"{d.Code} {d.Location.Start}").ShouldBe(findings);

    [Fact]
    public void Where_no_roles_are_kept_nobody_is_unknown() =>
        RunbookRules.Check(Read(Gated.Replace("acme-production", "none", StringComparison.Ordinal).Replace("env: [DATABASE_URL]\n", "", StringComparison.Ordinal)), DeliveryConfiguration.Default)
            .ShouldBeEmpty();

    private static System.Collections.Immutable.ImmutableArray<DeliveryAsCode.Diagnostics.Diagnostic> Check(string text) => RunbookRules.Check(Read(text), Configuration);

    private static Runbook Read(string text) => RunbookReader.Read(MarkdownDocument.Read(SourceText.From("deliveries/acme/runbook.md", text)).Value).Value;
}
