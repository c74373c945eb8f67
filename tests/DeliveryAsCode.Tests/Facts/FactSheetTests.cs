using System.Collections.Immutable;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Facts;

public class FactSheetTests
{
    [Theory]
    [InlineData("code-changed", "src/app.cs", "true: src/app.cs changed")]
    [InlineData("code-changed", "docs/a.md config/a.json infra/a.tf", "false: nothing but documentation, configuration or infrastructure changed")]
    [InlineData("code-changed", "", "false: nothing but documentation, configuration or infrastructure changed")]
    [InlineData("infrastructure-changed", "src/a.cs modules/net/main.tf", "true: modules/net/main.tf changed")]
    [InlineData("infrastructure-changed", "src/a.cs", "false: no changed file matches infra/**, infrastructure/**, terraform/** or 7 more")]
    [InlineData("configuration-changed", "src/appsettings.Production.json", "true: src/appsettings.Production.json changed")]
    [InlineData("documentation-only", "README.md docs/a/b.png", "true: all 2 changed files match docs/**, **/*.md, **/*.adoc or 2 more")]
    [InlineData("documentation-only", "README.md src/app.cs", "false: src/app.cs changed")]
    [InlineData("documentation-only", "", "false: no file changed")]
    [InlineData("configuration-only", "config/a.json", "true: the one changed file matches config/**, **/appsettings*.json, **/*.ini or 1 more")]
    [InlineData("configuration-only", "config/a.json README.md", "false: README.md changed")]
    [InlineData("data-persistence", "src/db/migrations/001.py", "true: src/db/migrations/001.py changed")]
    [InlineData("data-persistence", "src/db.cs", "false: no changed file matches **/migrations/**, **/Migrations/** or **/*.sql")]
    [InlineData("monitoring-required", "infra/a", "true: infrastructure-changed is true: infra/a changed")]
    [InlineData("monitoring-required", "README.md", "false: code-changed is false: nothing but documentation, configuration or infrastructure changed; infrastructure-changed is false: no changed file matches infra/**, infrastructure/**, terraform/** or 7 more")]
    [InlineData("team-handover", "src/app.cs", "unknown: no file tells; declare it among the facts of delivery.yml")]
    public void A_fact_is_told_from_the_changed_files(string fact, string paths, string value) =>
        FactSheet.Of(new FactInputs { ChangedPaths = Paths(paths) }).Find(fact).Why.ShouldBe($"{fact} is {value}");

    [Fact]
    public void Documents_of_deliveries_and_rules_are_no_change_of_what_is_delivered()
    {
        var sheet = FactSheet.Of(new FactInputs
        {
            HasDeployed = true,
            ChangedPaths = ["delivery.yml", "deliveries/a/record.md", "deliveries/b/runbooks/eu.md", "deliveries/a/executions/2026.jsonl", "deliveries/a/checklists/qa.md"],
        });

        sheet.Find("already-deployed").ShouldBe(new FactValue(true, "already-deployed is true: no file changed since the last deployment"));
        sheet.Find("documentation-only").Holds.ShouldBe(false);
    }

    [Theory]
    [InlineData("deliveries/a/ops/deploy.sh", "code-changed")]
    [InlineData("deliveries/a/migrations/001.sql", "data-persistence")]
    [InlineData("ops/delivery.yml", "code-changed")]
    public void A_script_beside_a_record_counts_as_any_other(string path, string fact) =>
        FactSheet.Of(new FactInputs { ChangedPaths = [path] }).Find(fact).Holds.ShouldBe(true);

    [Theory]
    [InlineData(true, "src/app.cs", false)]
    [InlineData(true, "", true)]
    [InlineData(false, "", false)]
    [InlineData(null, "", null)]
    public void Already_deployed_is_deployed_and_nothing_changed_since(bool? hasDeployed, string paths, bool? expected) =>
        FactSheet.Of(new FactInputs { HasDeployed = hasDeployed, ChangedPaths = Paths(paths) }).Find("already-deployed").Holds.ShouldBe(expected);

    [Theory]
    [InlineData("none", true)]
    [InlineData("none none", true)]
    [InlineData("none acme-production", false)]
    [InlineData("", false)]
    public void Development_only_is_a_runbook_and_no_environment(string environments, bool expected) =>
        FactSheet.Of(new FactInputs { Environments = Paths(environments) }).Find("development-only").Holds.ShouldBe(expected);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [InlineData(null)]
    public void An_emergency_rollback_is_a_newest_execution_that_was_rolled_back(bool? rolledBack) =>
        FactSheet.Of(new FactInputs { RolledBack = rolledBack }).Find("emergency-rollback").Holds.ShouldBe(rolledBack);

    [Fact]
    public void A_runbook_that_watches_needs_monitoring_whatever_changed() =>
        FactSheet.Of(new FactInputs { HasWatch = true, ChangedPaths = [] }).Find("monitoring-required").Why.ShouldBe("monitoring-required is true: a runbook watches metrics");

    /// <summary>All but development-only, which an absent runbook decides.</summary>
    [Fact]
    public void Without_evidence_no_fact_is_known()
    {
        foreach (var name in FactNames.BuiltIn.Remove("development-only"))
            FactSheet.Unknown.Find(name).Holds.ShouldBeNull(name);
    }

    [Theory]
    [InlineData("environment == b", "a b", true)]
    [InlineData("environment == c", "a b", false)]
    [InlineData("environment != c", "a b", true)]
    [InlineData("environment == none", "none", true)]
    [InlineData("environment == a", "", null)]
    [InlineData("environment != a", "", null)]
    [InlineData("complexity == simple", "", true)]
    [InlineData("complexity != simple", "", false)]
    public void Environment_and_complexity_are_compared(string text, string environments, bool? expected) =>
        Expressions.Parse(text).Evaluate(FactSheet.Of(new FactInputs { Environments = Paths(environments), Complexity = "Simple" })).Holds.ShouldBe(expected);

    [Fact]
    public void A_complexity_that_the_record_does_not_say_is_unknown() =>
        Expressions.Parse("complexity == simple").Evaluate(FactSheet.Unknown).ShouldBe(new FactValue(null, "complexity is unknown: the record does not say it"));

    [Fact]
    public void A_declared_fact_takes_the_place_of_the_built_in_one()
    {
        var sheet = With("wiki/a.txt docs/a.md", ByPaths("documentation-only", "wiki/**"), new FactDefinition.ByExpression("team-handover", Expressions.Parse("not documentation-only")));

        sheet.Find("documentation-only").Why.ShouldBe("documentation-only is false: docs/a.md changed");
        sheet.Find("code-changed").Why.ShouldBe("code-changed is true: docs/a.md changed");
        sheet.Find("team-handover").Why.ShouldBe("team-handover is true: documentation-only is false: docs/a.md changed");
    }

    [Fact]
    public void A_fact_that_is_called_only_holds_if_nothing_else_changed()
    {
        With("web/a.ts", ByPaths("web-only", "web/**")).Find("web-only").Holds.ShouldBe(true);
        With("web/a.ts src/a.cs", ByPaths("web-only", "web/**")).Find("web-only").Holds.ShouldBe(false);
        With("web/a.ts src/a.cs", ByPaths("web", "web/**")).Find("web").Holds.ShouldBe(true);
    }

    [Fact]
    public void A_fact_without_paths_never_holds() => With("src/a.cs", ByPaths("team-handover")).Find("team-handover").Holds.ShouldBe(false);

    [Fact]
    public void Facts_in_a_circle_are_unknown() =>
        With("src/a.cs", ByExpression("a", "b"), ByExpression("b", "not a")).Find("a").Holds.ShouldBeNull();

    [Fact]
    public void Facts_in_a_chain_without_an_end_are_unknown() =>
        With("src/a.cs", [ByPaths("f0", "src/**"), .. Enumerable.Range(1, 100_000).Select(i => ByExpression($"f{i}", $"f{i - 1}"))]).Find("f100000").Holds.ShouldBeNull();

    [Fact]
    public void Reasons_of_facts_that_double_each_other_stay_short() =>
        With("src/a.cs", [ByPaths("f0", "src/**"), .. Enumerable.Range(1, 30).Select(i => ByExpression($"f{i}", $"f{i - 1} and (f{i - 1} or not f{i - 1})"))])
            .Find("f30").Why.Length.ShouldBeLessThan(350);

    private static FactSheet With(string paths, params ImmutableArray<FactDefinition> declared) =>
        FactSheet.Of(new FactInputs { Declared = declared, ChangedPaths = Paths(paths) });

    private static FactDefinition ByPaths(string name, params string[] patterns) => new FactDefinition.ByPaths(name, [.. patterns.Select(Glob.Parse)]);

    private static FactDefinition ByExpression(string name, string text) => new FactDefinition.ByExpression(name, Expressions.Parse(text));

    private static ImmutableArray<string> Paths(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
