using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using DeliveryAsCode.Cli.Reporting;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Reporting;

public class SchemaTests
{
    private static readonly OutputSchema Check = OutputSchema.Of("check");
    private static readonly OutputSchema Sarif = OutputSchema.Parse(TestData("sarif-2.1.0-subset.schema.json"));

    [Fact]
    public void The_json_report_keeps_its_contract()
    {
        Check.Accepts(Json(Samples.Findings));
        Check.Accepts(Json(Findings.Of([], files: 0)));
    }

    [Fact]
    public void The_sarif_report_is_valid()
    {
        Sarif.Accepts(ReportTests.Sarif());
        foreach (var result in JsonNode.Parse(ReportTests.Sarif())!["runs"]![0]!["results"]!.AsArray())
            RuleOf(result!).ShouldBe((string?)result!["ruleId"]);
    }

    /// <summary>Only what is optional can be taken away.</summary>
    [Fact]
    public void A_damaged_output_is_refused()
    {
        Survivors(Check, Json(Samples.Findings)).ShouldBe(["help", "fix"], ignoreOrder: true);
        Survivors(Sarif, ReportTests.Sarif()).ShouldBe(["markdown", "fixes"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("check", """{"schemaVersion":1,"diagnostics":[],"summary":{"errors":0,"warnings":0,"files":7}}""")]
    [InlineData("list", """{"schemaVersion":1,"deliveries":[{"id":"acme-support-bot","client":"Acme Corp","name":"Support Bot","status":"QA","stage":"QA","path":"deliveries/acme-support-bot/record.md","environments":["acme-production"]}],"runbooks":[{"delivery":"acme-support-bot","path":"deliveries/acme-support-bot/runbook.md","environment":"acme-production"}]}""")]
    [InlineData("doctor", """{"schemaVersion":1,"profile":"advisory","reason":"GitHub was not asked","here":[{"what":"git","isThere":true,"next":""}],"findings":[{"for":"enforced","answer":"missing","what":"main changes by pull requests only","found":"whoever can write can push to it","setting":"Settings","source":"GET /repos"}]}""")]
    [InlineData("status", """{"schemaVersion":1,"deliveries":[{"id":"acme","client":"Acme Corp","name":"Support Bot","status":"QA","health":"red","healthReason":"the gate \"QA gate\" failed 2 times","stage":"QA","gate":"QA gate","verdict":"blocked","missing":[{"code":"DAC0304","message":"certification is FAIL","who":["quinn"],"path":"deliveries/acme/record.md","line":31}],"overdue":[{"name":"QA certified","targetDate":"2026-04-24","daysLate":3}],"nextMilestone":{"name":"Deployment start"},"forecast":{"deliveryDate":"2026-05-18","agreedDate":"2026-05-15","isDelivered":false,"workingDaysLate":1,"milestones":[{"name":"Deployment start","expectedDate":"2026-05-13","workingDaysLate":1}]},"deliverables":{"done":1,"total":2,"missing":["User guide"]},"metrics":{"met":["Completion"],"notMet":[],"unknown":["Latency"]},"rows":[{"gate":"Intake handoff","standing":"adopted","message":"unverified","line":24}]}]}""")]
    [InlineData("run", """{"schemaVersion":1,"execution":"2026-03-04T21-05Z-1","conclusion":"rolled-back","journal":"a.jsonl","log":"a.md","steps":[{"id":"smoke-tests/home","outcome":"failed","attempt":1,"seconds":0.5}],"reason":"the smoke test failed"}""")]
    [InlineData("acknowledge", """{"schemaVersion":1,"delivery":"acme-support-bot","gate":"QA gate","outcome":"refused","missing":[{"code":"DAC0313","message":"certification is FAIL, it must be PASS","who":["quinn"],"path":"deliveries/acme-support-bot/qa-report.md","line":3}]}""")]
    [InlineData("run", """{"schemaVersion":1,"conclusion":"refused","steps":[],"reason":"rule files are modified"}""")]
    public void Published_schemas_take_what_the_contract_shows_and_nothing_else(string command, string json)
    {
        OutputSchema.Of(command).Accepts(json);
        OutputSchema.Of(command).Mistakes(json.Replace("\"schemaVersion\":1", "\"schemaVersion\":2")).ShouldNotBeEmpty();
        OutputSchema.Of(command).Mistakes(json.Replace("{\"schemaVersion\"", "{\"surprise\":1,\"schemaVersion\"")).ShouldNotBeEmpty();
    }

    /// <summary>Properties that can be taken away, at some place, without the schema noticing.</summary>
    private static string[] Survivors(OutputSchema schema, string json) =>
        [.. Properties(JsonNode.Parse(json)!)
            .Where(path => schema.Mistakes(Without(json, path)).Length == 0)
            .Select(path => path[(path.LastIndexOf('.') + 1)..])
            .Distinct()];

    private static IEnumerable<string> Properties(JsonNode node) => node switch
    {
        JsonObject o => o.SelectMany(p => Properties(p.Value!).Prepend(p.Value!.GetPath())),
        JsonArray a => a.SelectMany(item => Properties(item!)),
        _ => [],
    };

    private static string Without(string json, string path)
    {
        var root = JsonNode.Parse(json)!;
        var victim = Descendants(root).Single(n => n.GetPath() == path);
        victim.Parent!.AsObject().Remove(victim.GetPropertyName());
        return root.ToJsonString();
    }

    private static IEnumerable<JsonNode> Descendants(JsonNode node) => node switch
    {
        JsonObject o => o.SelectMany(p => Descendants(p.Value!).Prepend(p.Value!)),
        JsonArray a => a.SelectMany(item => Descendants(item!).Prepend(item!)),
        _ => [],
    };

    private static string? RuleOf(JsonNode result) =>
        (string?)result.Root["runs"]![0]!["tool"]!["driver"]!["rules"]![(int)result["ruleIndex"]!]!["id"];

    private static string Json(Findings findings)
    {
        var output = new StringWriter();
        JsonReport.Write(output, findings);
        return output.ToString();
    }

    private static string TestData(string file, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "TestData", file));
}
