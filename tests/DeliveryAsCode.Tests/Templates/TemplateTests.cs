using DeliveryAsCode.Checking;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;
using NodaTime;

namespace DeliveryAsCode.Tests.Templates;

public class TemplateTests
{
    private static readonly NewDelivery Acme = new("acme-support-bot", "Acme Corp", "Support Bot", "Answers questions", new LocalDate(2026, 5, 15), new LocalDate(2026, 3, 2));

    public static TheoryData<string> Delivery => [.. BuiltInTemplates.List("delivery")];

    [Theory]
    [MemberData(nameof(Delivery))]
    public void Every_template_of_a_delivery_is_read_without_an_error(string template)
    {
        var source = SourceText.Decode($"deliveries/acme/{template["delivery/".Length..]}", BuiltInTemplates.Find(template)!);

        Check().Check(source).Where(d => d.Severity == Severity.Error).ShouldBeEmpty();
    }

    [Fact]
    public void A_stage_of_the_lifecycle_that_has_a_checklist_has_its_template() =>
        BuiltInLifecycles.Find("client-delivery")!.Stages.Select(s => s.Checklist).OfType<string>()
            .ShouldAllBe(name => BuiltInTemplates.Find($"delivery/checklists/{name}.md") != null);

    [Fact]
    public void A_new_record_is_the_template_with_what_is_known_filled_in()
    {
        var files = DeliveryTemplate.Create(Acme, "deliveries/acme-support-bot/record.md", ACase.ClientDelivery, null);

        files.Select(f => f.Path["deliveries/acme-support-bot/".Length..]).ShouldBe(
            ["checklists/deployment.md", "checklists/intake-handoff.md", "record.md", "requirements.md", "runbook.md"]);
        var record = files.Single(f => f.Path.EndsWith("record.md", StringComparison.Ordinal));
        record.Text.ShouldBe(Template("record.md")
            .Replace("[Client Name] — [Digital Talent Name]", "Acme Corp — Support Bot", StringComparison.Ordinal)
            .Replace("**Client:** [Name]", "**Client:** Acme Corp", StringComparison.Ordinal)
            .Replace("[Brief description]", "Answers questions", StringComparison.Ordinal)
            .Replace("**Intake date:** [Date]", "**Intake date:** 2026-03-02", StringComparison.Ordinal)
            .Replace("**Agreed delivery date:** TBD", "**Agreed delivery date:** 2026-05-15", StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_delivery_has_the_milestones_and_documents_of_its_lifecycle()
    {
        var hotfix = BuiltInLifecycles.Find("hotfix")!;

        var files = DeliveryTemplate.Create(Acme, "deliveries/acme/record.md", hotfix, null);

        files.Select(f => f.Path["deliveries/acme/".Length..]).ShouldBe(["record.md", "runbook.md"]);
        Record(files).Milestones.Rows.Select(m => m.Name).ShouldBe(hotfix.Milestones);
        Record(files).FindField("Requirements")!.Value.ShouldBeNull();
    }

    [Theory]
    [InlineData("Acme *Corp* (EU)", "Bot: <v2> & more")]
    [InlineData("A|B", "`x` _y_ ~z~")]
    [InlineData("Müller & Söhne", "客服 🤖")]
    [InlineData("1. Corp", "# Bot")]
    public void Names_are_text_and_come_back_as_they_were(string client, string name)
    {
        var record = Record(DeliveryTemplate.Create(Acme with { Client = client, Name = name }, "deliveries/acme/record.md", ACase.ClientDelivery, null));

        (record.Client, record.Name).ShouldBe((client, name));
    }

    [Fact]
    public void What_is_not_known_stays_a_placeholder_or_to_be_determined()
    {
        var record = Record(DeliveryTemplate.Create(Acme with { Scope = null, Target = null }, "deliveries/acme/record.md", ACase.ClientDelivery, null));

        record.FindField("Scope")!.IsPlaceholder.ShouldBeTrue();
        record.AgreedDate.ShouldBeNull();
    }

    [Fact]
    public void Checklists_and_runbooks_of_another_delivery_are_taken_over_unticked()
    {
        var other = new Dictionary<string, SourceText>
        {
            ["checklists/deployment.md"] = SourceText.From("x", "- [x] One\r\n  - [X] Two\r\n- [ ] Three"),
            ["runbooks/release.md"] = SourceText.From("y", "---\nenvironment: none\n---\n# Plan\n"),
        };

        var files = DeliveryTemplate.Create(Acme, "deliveries/acme/record.md", ACase.ClientDelivery, other).ToDictionary(f => f.Path, f => f.Text);

        files.Keys.Order().ShouldBe(["deliveries/acme/checklists/deployment.md", "deliveries/acme/record.md", "deliveries/acme/requirements.md", "deliveries/acme/runbooks/release.md"]);
        files["deliveries/acme/checklists/deployment.md"].ShouldBe("- [ ] One\r\n  - [ ] Two\r\n- [ ] Three");
        files["deliveries/acme/runbooks/release.md"].ShouldBe(other["runbooks/release.md"].Text);
    }

    [Fact]
    public void A_document_of_a_later_stage_gets_what_the_record_knows()
    {
        var document = DeliveryTemplate.CreateDocument("handover.md", ARecord.Read(), "deliveries/acme-support-bot/handover.md")!;

        document.Path.ShouldBe("deliveries/acme-support-bot/handover.md");
        document.Text.ShouldBe(Template("handover.md")
            .Replace("[Client Name] — [Digital Talent Name]", "Acme Corp — Support Bot", StringComparison.Ordinal)
            .Replace("**Client:** [Name]", "**Client:** Acme Corp", StringComparison.Ordinal)
            .Replace("[Brief description]", "Answers first-line questions", StringComparison.Ordinal)
            .Replace("**Agreed delivery date:** [Date]", "**Agreed delivery date:** 2026-05-15", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Acme *Corp*", "# Bot")]
    [InlineData("A|B", "[Name]")]
    public void What_it_gets_is_text(string client, string name)
    {
        var record = ARecord.Read() with { Client = client, Name = name };

        MarkdownDocument.Read(DeliveryTemplate.CreateDocument("qa-report.md", record, "qa-report.md")!).Value.Sections[0].Heading!.Text
            .ShouldBe($"QA report: {client} — {name}");
    }

    [Theory]
    [InlineData("handover.md", "What was delivered, Access and use, Configuration notes, Support contact and next steps, Client feedback", "Handed over on")]
    [InlineData("post-delivery-review.md", "What went well, What did not go well, Lessons learned, Client feedback, Metrics, Actions", "Held on")]
    [InlineData("qa-report.md", "Scope tested, Findings", "Result, Certified release")]
    public void A_document_that_was_only_created_is_incomplete_in_every_part(string template, string sections, string fields)
    {
        var document = MarkdownDocument.Read(DeliveryTemplate.CreateDocument(template, ARecord.Read(), template)!).Value;
        var expectation = new DocumentExpectation([.. sections.Split(", ")], [.. fields.Split(", ")], [], NoPlaceholders: false);

        DocumentCompleteness.Find(document, expectation).Select(s => s.Message.Split('"')[1]).ShouldBe(sections.Split(", ").Concat(fields.Split(", ")));
    }

    [Theory]
    [InlineData("record.md")]
    [InlineData("nothing.md")]
    [InlineData("checklists/../record.md")]
    public void There_are_no_other_documents(string template) => DeliveryTemplate.CreateDocument(template, ARecord.Read(), "x.md").ShouldBeNull();

    [Theory]
    [InlineData("runbook.md", true)]
    [InlineData("runbooks/a.md", true)]
    [InlineData("checklists/a.md", true)]
    [InlineData("record.md", false)]
    [InlineData("requirements.md", false)]
    [InlineData("executions/a.md", false)]
    public void Only_checklists_and_runbooks_are_reusable(string path, bool isReusable) => DeliveryTemplate.IsReusable(path).ShouldBe(isReusable);

    [Fact]
    public void Every_schema_is_found_by_its_name()
    {
        Schemas.Names.ShouldBe(["acknowledge", "check", "delivery", "doctor", "lifecycle", "list", "plan", "run", "status"]);
        Schemas.Names.ShouldAllBe(name => Schemas.Find(name)!.StartsWith('{'));
        Schemas.Find("nothing").ShouldBeNull();
    }

    private static RepositoryCheck Check() =>
        new(DeliveryConfiguration.Default, BuiltInLifecycles.Find("client-delivery")!, ["deliveries/acme/requirements.md"]);

    private static string Template(string name) => System.Text.Encoding.UTF8.GetString(BuiltInTemplates.Find($"delivery/{name}")!);

    private static DeliveryRecord Record(IEnumerable<SourceText> files) =>
        RecordReader.Read(MarkdownDocument.Read(files.Single(f => f.Path.EndsWith("record.md", StringComparison.Ordinal))).Value, "acme").Value!;
}
