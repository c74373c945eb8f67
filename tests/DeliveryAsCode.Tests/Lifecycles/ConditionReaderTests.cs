using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Tests.Configuration;
using DeliveryAsCode.Text;
using NJsonSchema;

namespace DeliveryAsCode.Tests.Lifecycles;

public class ConditionReaderTests
{
    private const string NotKnown = "one of: fields, milestones, checklist, document, acknowledged, certified, execution, checks, escalations, incidents, deliverables, metrics, feedback, business-days, policy, all, any, not";
    private const string NoPath = "write a path below the delivery's folder, such as handover.md";
    private const string NothingNamed = "name at least one, or take the condition out";

    private static readonly JsonSchema Schema = JsonSchema.FromJsonAsync(Schemas.Find("lifecycle")!).GetAwaiter().GetResult();

    /// <summary>A condition, code, marked text and help.</summary>
    public static TheoryData<string, string, string, string> SeenByBoth => new()
    {
        { "{field: [Scope]}", "DAC0930", "field", "did you mean \"fields\"?" },
        { "{moon: full}", "DAC0930", "moon", NotKnown },
        { "{fields: [Scope], milestones: planned}", "DAC0930", "{fields: [Scope], milestones: planned}", "write it as a line of its own, for example: - fields: [Client, Scope]" },
        { "fields", "DAC0930", "fields", "write it as a line of its own, for example: - fields: [Client, Scope]" },
        { "{fields: []}", "DAC0911", "[]", NothingNamed },
        { "{milestones: []}", "DAC0911", "[]", NothingNamed },
        { "{milestones: planed}", "DAC0905", "planed", "did you mean \"planned\"?" },
        { "{checklist: ../../other/checklists/qa}", "DAC0910", "../../other/checklists/qa", NoPath },
        { "{document: handover.md}", "DAC0134", "handover.md", "write lines of the form `key: value`, indented under the key" },
        { "{document: {sections: [Access]}}", "DAC0136", "sections", "say which document: path: handover.md" },
        { "{document: {path: ../other/handover.md}}", "DAC0910", "../other/handover.md", NoPath },
        { "{document: {path: a/../../handover.md}}", "DAC0910", "a/../../handover.md", NoPath },
        { "{document: {path: /etc/passwd}}", "DAC0910", "/etc/passwd", NoPath },
        { "{document: {path: \"*.md\"}}", "DAC0910", "\"*.md\"", NoPath },
        { "{document: {path: a.md, section: [Access]}}", "DAC0135", "section", "did you mean \"sections\"?" },
        { "{acknowledged: The Boss}", "DAC0911", "The Boss", "names are lower-case letters, digits and hyphens, and begin with a letter" },
        { "{acknowledged: {quorum: 2}}", "DAC0136", "quorum", "name the role: role: cto" },
        { "{acknowledged: {role: cto, quorum: 0}}", "DAC0134", "0", "write the number in digits, without quotes" },
        { "{acknowledged: {role: cto, quorum: 2000000000}}", "DAC0134", "2000000000", "write the number in digits, without quotes" },
        { "{certified: [qa-engineer]}", "DAC0134", "[qa-engineer]", "write a single value, in quotes if it has special signs" },
        { "{execution: failed}", "DAC0905", "failed", "write succeeded" },
        { "{checks: []}", "DAC0911", "[]", NothingNamed },
        { "{checks: require}", "DAC0905", "require", "did you mean \"required\"?" },
        { "{checks: [{app: 1}]}", "DAC0136", "app", "give the name of the check run: name: ci/build" },
        { "{escalations: solved}", "DAC0905", "solved", "did you mean \"resolved\"?" },
        { "{incidents: none}", "DAC0905", "none", "write resolved" },
        { "{deliverables: []}", "DAC0911", "[]", NothingNamed },
        { "{deliverables: most}", "DAC0905", "most", "write all" },
        { "{metrics: al}", "DAC0905", "al", "did you mean \"all\"?" },
        { "{feedback: {path: review.md}}", "DAC0136", "path", "say under which heading: section: Client feedback" },
        { "{business-days: {count: 0, after: Handover}}", "DAC0134", "0", "write the number in digits, without quotes" },
        { "{business-days: {count: 1000000, after: Handover}}", "DAC0134", "1000000", "write the number in digits, without quotes" },
        { "{business-days: {count: 5}}", "DAC0136", "count", "say after which status update: after: Handover" },
        { "{policy: high-trafic}", "DAC0905", "high-trafic", "did you mean \"high-traffic\"?" },
        { "{policy: {overridable-by: cto}}", "DAC0136", "overridable-by", "name the policy: name: high-traffic" },
        { "{policy: {name: high-traffic, needs-incident: sure}}", "DAC0134", "sure", "write true or false, without quotes" },
        { "{any: []}", "DAC0931", "[]", "write at least one condition" },
        { "{not: {moon: full}}", "DAC0930", "moon", NotKnown },
    };

    /// <summary>What a schema cannot express.</summary>
    public static TheoryData<string, string, string, string> SeenByTheReader => new()
    {
        { "{not: {acknowledged: cto}}", "DAC0931", "{acknowledged: cto}", "ask for the acknowledgement that is needed, without not" },
        { "{not: {acknowledged: {role: cto, gate: Only}}}", "DAC0931", "{acknowledged: {role: cto, gate: Only}}", "ask for the acknowledgement that is needed, without not" },
        { "{not: {any: [{incidents: resolved}, {certified: qa-engineer}]}}", "DAC0931", "{any: [{incidents: resolved}, {certified: qa-engineer}]}", "ask for the acknowledgement that is needed, without not" },
        { "{acknowledged: {role: cto, gate: Onyl}}", "DAC0932", "{role: cto, gate: Onyl}", "did you mean \"Only\"?" },
    };

    [Theory]
    [InlineData("{fields: [Client, Scope]}")]
    [InlineData("{milestones: planned}")]
    [InlineData("{milestones: [Done]}")]
    [InlineData("{checklist: qa}")]
    [InlineData("{document: {path: record.md, sections: [Risk register]}}")]
    [InlineData("{document: {path: docs/handover.md, linked-by: Handover, fields: [Version], nothing-under: [Open questions]}}")]
    [InlineData("{acknowledged: cto}")]
    [InlineData("{acknowledged: {role: cto, quorum: 2, stand-in: delivery-manager}}")]
    [InlineData("{acknowledged: {role: client, gate: Only}}")]
    [InlineData("{certified: qa-engineer}")]
    [InlineData("{execution: succeeded}")]
    [InlineData("{checks: required}")]
    [InlineData("{checks: [{name: ci/build}, {name: ci/test, app: 15368}]}")]
    [InlineData("{escalations: resolved}")]
    [InlineData("{escalations: of-stage}")]
    [InlineData("{incidents: resolved}")]
    [InlineData("{deliverables: all}")]
    [InlineData("{deliverables: [Deployment Plan]}")]
    [InlineData("{metrics: all}")]
    [InlineData("{metrics: [Task completion]}")]
    [InlineData("{feedback: {path: review.md, section: Client feedback}}")]
    [InlineData("{business-days: {count: 5, after: Handover}}")]
    [InlineData("{policy: adequate-testing}")]
    [InlineData("{policy: {name: high-traffic, overridable-by: cto, needs-incident: true}}")]
    [InlineData("{all: [{incidents: resolved}, {any: [{milestones: planned}, {certified: qa-engineer}]}]}")]
    [InlineData("{not: {escalations: resolved}}")]
    public void A_condition_is_its_name_and_what_it_asks_for(string condition)
    {
        LifecycleReader.Read(SourceText.From("ops/own.yml", With(condition))).Diagnostics.ShouldBeEmpty();
        Schema.Validate(ConfigurationExamples.ToJson(With(condition))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(SeenByBoth))]
    [MemberData(nameof(SeenByTheReader))]
    public void The_reader_says_where_and_what_to_do(string condition, string code, string place, string help)
    {
        var source = SourceText.From("ops/own.yml", With(condition));
        var finding = LifecycleReader.Read(source).Diagnostics.First(d => d.Code == code);

        source.ToString(finding.Location.Span).ShouldBe(place);
        finding.Help.ShouldBe(help);
    }

    [Theory]
    [MemberData(nameof(SeenByBoth))]
    public void The_schema_refuses_it_too(string condition, string code, string place, string help)
    {
        _ = (code, place, help);
        Schema.Validate(ConfigurationExamples.ToJson(With(condition))).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("{all: [PARTS]}")]
    [InlineData("{not: {all: [PARTS]}}")]
    public void More_ways_to_open_a_gate_than_anybody_can_oversee_are_refused(string condition)
    {
        var parts = string.Join(", ", Enumerable.Repeat("{any: [{incidents: resolved}, {milestones: planned}]}", 40));

        var read = LifecycleReader.Read(SourceText.From("ops/own.yml", With(condition.Replace("PARTS", parts))));

        read.Diagnostics.ShouldHaveSingleItem().Message.ShouldBe("there are more than 64 ways in which this can hold");
    }

    private static string With(string condition) => $"""
        name: own
        stages:
          - name: Work
            status: Planning
            owner: builder
            milestones: [Done]
            gate:
              name: Only
              decided-by: [builder]
              opens-when:
                - {condition}
            skip: never
        """;
}
