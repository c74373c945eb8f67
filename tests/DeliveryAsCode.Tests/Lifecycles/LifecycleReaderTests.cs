using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Tests.Configuration;
using DeliveryAsCode.Text;
using NJsonSchema;

namespace DeliveryAsCode.Tests.Lifecycles;

public class LifecycleReaderTests
{
    private const string Correct = """
        name: release
        stages:
          - name: Build
            status: In Production
            owner: builder
            milestones: [Built]
            gate: {name: Build gate, decided-by: [builder], dates: Built}
            skip: never
          - name: Ship
            status: Deployment
            owner: shipper
            gate: {name: Ship gate, decided-by: [shipper, builder]}
            skip: {facts: [already-deployed]}
        """;

    private static readonly JsonSchema Schema = JsonSchema.FromJsonAsync(Schemas.Find("lifecycle")!).GetAwaiter().GetResult();

    /// <summary>What is replaced in the correct file, by what, code, marked text and help.</summary>
    public static TheoryData<string, string, string, string, string> SeenByBoth => new()
    {
        { "name: release", "name:", "DAC0136", "name", "give the lifecycle a name: name: client-delivery" },
        { "name: release", "title: release\nname: release", "DAC0135", "title", "the keys known here are: name, description, stages" },
        { "    owner: builder\n", "", "DAC0136", "name", "name the role that brings the stage forward: owner: delivery-manager" },
        { "owner: builder", "owner: The Builder", "DAC0911", "The Builder", "names are lower-case letters, digits and hyphens, and begin with a letter" },
        { "status: In Production", "status: In production", "DAC0905", "In production", "did you mean \"In Production\"?" },
        { "status: In Production", "status: Complete", "DAC0905", "Complete", "one of: Planning, In Production, QA, Deployment, Handover" },
        { "skip: never", "skip: no", "DAC0905", "no", "write never or with-reason, or {facts: [documentation-only]}" },
        { "skip: never", "skip: with reason", "DAC0905", "with reason", "did you mean \"with-reason\"?" },
        { "skip: never", "colour: x", "DAC0135", "colour", "the keys known here are: name, status, owner, trigger, output, when, starts-when, start-gate, gate, milestones, skip, checklist, documents, duration" },
        { "skip: never", "skip: never\n    start-when: {incidents: resolved}", "DAC0135", "start-when", "did you mean \"starts-when\"?" },
        { "skip: never", "skip: never\n    duration: {simple: two days}", "DAC0904", "two days", "write a whole number and a unit: 30m, 48h or 14d" },
        { "skip: never", "skip: never\n    duration: {easy: 2d}", "DAC0135", "easy", "the keys known here are: simple, standard, complex" },
        { "skip: never", "skip: never\n    documents: [../secrets.md]", "DAC0910", "../secrets.md", "write a path below the delivery's folder, such as handover.md" },
        { "skip: never", "skip: never\n    checklist: ../qa", "DAC0910", "../qa", "write a path below the delivery's folder, such as handover.md" },
        { "skip: never", "skip: {facts: []}", "DAC0911", "[]", "name at least one, or take the condition out" },
        { "dates: Built", "bound-to: [relase]", "DAC0905", "relase", "did you mean \"release\"?" },
        { "dates: Built", "bound-to: [branch]", "DAC0905", "branch", "one of: target-dates, risks, runbooks, scripts, release, execution, field:LABEL, document:PATH, checklist:NAME" },
        { "dates: Built", "bound-to: [\"field: \"]", "DAC0905", "\"field: \"", "one of: target-dates, risks, runbooks, scripts, release, execution, field:LABEL, document:PATH, checklist:NAME" },
        { "dates: Built", "bound-to: [\"document:/etc/passwd\"]", "DAC0910", "\"document:/etc/passwd\"", "write a path below the delivery's folder, such as handover.md" },
        { "dates: Built", "bound-to: [\"checklist:../../qa\"]", "DAC0910", "\"checklist:../../qa\"", "write a path below the delivery's folder, such as handover.md" },
        { "dates: Built", "own-work: \"yes\"", "DAC0134", "\"yes\"", "write true or false, without quotes" },
        { "decided-by: [builder], ", "", "DAC0136", "name", "name the roles whose word it needs: decided-by: [qa-engineer]" },
        { "skip: {facts: [already-deployed]}", "skip: {fact: already-deployed}", "DAC0135", "fact", "did you mean \"facts\"?" },
        { "decided-by: [shipper, builder]", "decided-by: []", "DAC0911", "[]", "name at least one role: decided-by: [delivery-manager]" },
        { "decided-by: [shipper, builder]", "decided-by: shipper", "DAC0134", "shipper", "put it in brackets, `[…]`, or write every item on a line that begins with `- `" },
        { "{name: Ship gate, decided-by: [shipper, builder]}", "Ship gate", "DAC0134", "Ship gate", "write lines of the form `key: value`, indented under the key" },
    };

    /// <summary>What a schema cannot express.</summary>
    public static TheoryData<string, string, string, string, string> SeenByTheReader => new()
    {
        { "name: Ship\n", "name: build\n", "DAC0921", "build", "give one of them another name: records find them by it" },
        { "name: Ship gate", "name: Build Gate", "DAC0921", "Build Gate", "give one of them another name: records find them by it" },
        { "milestones: [Built]", "milestones: [Built, built]", "DAC0921", "Build", "give one of them another name: records find them by it" },
        { "dates: Built", "dates: Build", "DAC0922", "Build gate", "did you mean \"Built\"?" },
        { "dates: Built", "separate-from: [Ship gat]", "DAC0932", "Build gate", "did you mean \"Ship gate\"?" },
        { "dates: Built", "separate-from: [Build gate]", "DAC0931", "Build gate", "name the gate whose deciders may not decide it" },
        { "dates: Built", "sends-back-to: Tests", "DAC0932", "Build gate", "one of: Build, Ship" },
        { "dates: Built", "sends-back-to: Ship", "DAC0931", "Build gate", "name its own stage, or an earlier one" },
        { "skip: never", "skip: never\n    when: code-changed", "DAC0931", "code-changed", "take when: out, or say by what it may be skipped" },
        { "skip: never", "skip: never\n    starts-when: {acknowledged: builder}", "DAC0931", "builder", "name it: acknowledged: {role: client, gate: Client handover}" },
        { "skip: never", "skip: never\n    starts-when: {acknowledged: {role: builder, gate: Bild gate}}", "DAC0932", "{role: builder, gate: Bild gate}", "did you mean \"Build gate\"?" },
        { "dates: Built", "opens-when: [milestones: [Buil]]", "DAC0922", "[Buil]", "did you mean \"Built\"?" },
        { "decided-by: [builder], ", "opens-when: [{fields: [Scope]}], ", "DAC0136", "name", "name the roles whose word it needs: decided-by: [qa-engineer]" },
        { "decided-by: [builder], ", "opens-when: [any: [{acknowledged: builder}, {incidents: resolved}]], ", "DAC0136", "name", "name the roles whose word it needs: decided-by: [qa-engineer]" },
    };

    [Fact]
    public void Stages_are_data()
    {
        var lifecycle = LifecycleReader.Read(SourceText.From("ops/release.yml", Correct)).Value!;

        lifecycle.Stages.Select(s => s.Name).ShouldBe(["Build", "Ship"]);
        lifecycle.Stages[0].EndGate.Dates.ShouldBe("Built");
        lifecycle.Stages[0].StartGate.ShouldBeNull();
        Schema.Validate(ConfigurationExamples.ToJson(Correct)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(SeenByBoth))]
    [MemberData(nameof(SeenByTheReader))]
    public void The_reader_says_where_and_what_to_do(string part, string broken, string code, string place, string help)
    {
        var source = SourceText.From("ops/release.yml", Broken(part, broken));
        var finding = LifecycleReader.Read(source).Diagnostics.First(d => d.Code == code);

        source.ToString(finding.Location.Span).ShouldBe(place);
        finding.Help.ShouldBe(help);
    }

    [Theory]
    [MemberData(nameof(SeenByBoth))]
    public void The_schema_refuses_it_too(string part, string broken, string code, string place, string help)
    {
        _ = (code, place, help);
        Schema.Validate(ConfigurationExamples.ToJson(Broken(part, broken))).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("sends-back-to: Build")]
    [InlineData("sends-back-to: Ship")]
    [InlineData("separate-from: [Build gate]")]
    [InlineData("bound-to: [target-dates, risks, runbooks, scripts, release, execution, \"field:Scope\", \"document:a/b.md\", \"checklist:qa\"]")]
    public void A_gate_says_what_belongs_to_it(string part)
    {
        var yaml = Broken("decided-by: [shipper, builder]", $"decided-by: [shipper], {part}");

        LifecycleReader.Read(SourceText.From("ops/release.yml", yaml)).Diagnostics.ShouldBeEmpty();
        Schema.Validate(ConfigurationExamples.ToJson(yaml)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("trigger: The tests are green\n    output: A release")]
    [InlineData("when: code-changed or not documentation-only")]
    [InlineData("starts-when: {acknowledged: {role: builder, gate: Build gate}}")]
    [InlineData("documents: [notes.md, docs/handover.md]\n    checklist: ship")]
    [InlineData("duration: {simple: 2h, standard: 1d}")]
    [InlineData("start-gate: {name: Ready, opens-when: [{certified: builder}]}")]
    public void A_stage_says_what_belongs_to_it(string part)
    {
        var yaml = Broken("skip: {facts", $"{part}\n    skip: {{facts");

        LifecycleReader.Read(SourceText.From("ops/release.yml", yaml)).Diagnostics.ShouldBeEmpty();
        Schema.Validate(ConfigurationExamples.ToJson(yaml)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "DAC0136")]
    [InlineData("name: a\nstages: []", "DAC0920")]
    [InlineData("name: a\nstages: {}", "DAC0134")]
    [InlineData("name: [", "DAC0123")]
    public void A_file_without_stages_is_no_lifecycle(string yaml, string code)
    {
        var read = LifecycleReader.Read(SourceText.From("ops/release.yml", yaml));

        read.Value.ShouldBeNull();
        read.Diagnostics.ShouldContain(d => d.Code == code);
        if (code is not "DAC0123")
            Schema.Validate(ConfigurationExamples.ToJson(yaml)).ShouldNotBeEmpty();
    }

    private static string Broken(string part, string broken)
    {
        Correct.ShouldContain(part);
        return Correct.Replace(part, broken);
    }
}
