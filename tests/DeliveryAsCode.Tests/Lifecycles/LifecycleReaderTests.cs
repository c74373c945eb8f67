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
        { "skip: never", "when: x", "DAC0135", "when", "the keys known here are: name, status, owner, start-gate, gate, milestones, skip, checklist" },
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
