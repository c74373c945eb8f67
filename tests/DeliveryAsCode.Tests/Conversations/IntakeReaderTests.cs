using System.Text;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Tests.Infra;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace DeliveryAsCode.Tests.Conversations;

public class IntakeReaderTests
{
    private const string Filled = """
        ### Client

        Acme Corp

        ### Delivery name

        Support Bot

        ### Delivery id

        _No response_

        ### Scope

        Answers first-line questions
        in two languages

        ### Stakeholders

        - Anna (product owner)
        - Ben

        ### Requirements

        https://wiki.example/acme/bot

        ### Agreed delivery date

        2026-05-15

        ### Complexity

        complex
        """;

    [Fact]
    public void A_form_is_read_field_by_field() =>
        IntakeReader.Read(Filled.ReplaceLineEndings("\r\n"), "delivery-12").Form.ShouldBe(new IntakeForm(
            "acme-corp-support-bot", "Acme Corp", "Support Bot", "Answers first-line questions in two languages", "Anna (product owner), Ben", "https://wiki.example/acme/bot", new LocalDate(2026, 5, 15), "complex"));

    [Fact]
    public void What_need_not_be_said_can_be_left_out() =>
        IntakeReader.Read("### Client\n\nAcme\n\n### Delivery name\n\nBot\n\n### Scope\n\n_No response_\n\n### Agreed delivery date\n\nTBD\n", "delivery-12").Form
            .ShouldBe(new IntakeForm("acme-bot", "Acme", "Bot", null, null, null, null, "standard"));

    [Fact]
    public void A_client_without_letters_for_an_id_has_the_number_of_the_issue() =>
        IntakeReader.Read(Form("株式会社", "品質", ""), "delivery-12").Form!.Id.ShouldBe("delivery-12");

    [Theory]
    [InlineData("Acme Corp", "TBD", "Client is not filled in")]
    [InlineData("Acme Corp", "[Client Name]", "Client reads like a template's placeholder, for its square brackets")]
    [InlineData("Acme Corp", "a\u202Eb", "Client holds characters that cannot be seen")]
    [InlineData("Acme Corp", "x\n\n### Client\n\nEvil", "Client stands twice in the form")]
    [InlineData("Support Bot", "_No response_", "Delivery name is not filled in")]
    [InlineData("2026-05-15", "15.05.2026", "Agreed delivery date \"15.05.2026\" is not a date")]
    [InlineData("complex", "huge", "Complexity \"huge\" is none")]
    [InlineData("https://wiki.example/acme/bot", "javascript:alert(1)", "Requirements \"javascript:alert(1)\" is no address")]
    public void A_mistake_names_its_field(string old, string wrong, string told)
    {
        var read = IntakeReader.Read(Filled.Replace(old, wrong, StringComparison.Ordinal), "delivery-12");

        read.Form.ShouldBeNull();
        read.Mistakes.Select(m => $"{m.Field} {m.Message}").ShouldBe([told]);
    }

    [Fact]
    public void An_id_that_is_none_is_told_with_one_that_is() =>
        IntakeReader.Read(Form("Acme", "Bot", "Acme Bot!"), "delivery-12").Mistakes.ShouldHaveSingleItem().Help.ShouldEndWith(": acme-bot");

    [Fact]
    public void What_is_no_form_has_two_mistakes_and_throws_nothing()
    {
        foreach (var text in HostileText.Sample(500))
            IntakeReader.Read(text, "delivery-12").Mistakes.Length.ShouldBe(2);
    }

    [Fact]
    public void Whatever_a_form_holds_is_what_the_record_says_or_is_refused()
    {
        var taken = 0;
        Prop.ForAll(Arb.From(from client in HostileText.Any() from name in HostileText.Any() from scope in HostileText.Any() select (client, name, scope)), v =>
        {
            var read = IntakeReader.Read(Form($"A {v.client}", $"B {v.name}", "", $"C {v.scope}"), "delivery-12");
            if (read.Form is not { } form)
                return read.Mistakes.All(m => IntakeForm.Labels.Contains(m.Field));

            taken++;
            var source = form.CreateDocuments("deliveries/a/record.md", ACase.ClientDelivery, new LocalDate(2026, 3, 2)).Single(d => d.Path == "deliveries/a/record.md");
            var record = RecordReader.Read(MarkdownDocument.Read(source).Value, form.Id).Value!;
            return record.Client == form.Client && record.Name == form.Name && record.FindField("Scope")!.Value == form.Scope
                && record.Gates.Rows.IsEmpty && record.Status == DeliveryStatus.Planning && record.Fields.Length == FieldsOfATemplate
                && form.Client == string.Join(' ', $"A {v.client}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(600));

        taken.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void The_form_that_init_writes_has_the_fields_that_are_read()
    {
        var lines = Encoding.UTF8.GetString(BuiltInTemplates.Find("github/ISSUE_TEMPLATE/delivery-intake.yml")!).Split('\n').Select(l => l.Trim()).ToList();

        lines.Where(l => l.StartsWith("label: ")).Select(l => l["label: ".Length..]).ShouldBe(IntakeForm.Labels, ignoreOrder: true);
        lines.Single(l => l.StartsWith("options: "))["options: [".Length..^1].Split(", ").ShouldBe(FactNames.Complexities, ignoreOrder: true);
    }

    [Fact]
    public void The_documents_have_what_the_form_says()
    {
        var documents = IntakeReader.Read(Filled, "delivery-12").Form!.CreateDocuments("deliveries/acme/record.md", ACase.ClientDelivery, new LocalDate(2026, 3, 2));
        var record = RecordReader.Read(MarkdownDocument.Read(documents.Single(d => d.Path == "deliveries/acme/record.md")).Value, "acme").Value!;

        record.FindField("Stakeholders")!.Value.ShouldBe("Anna (product owner), Ben");
        record.FindField("Requirements")!.Value.ShouldBe("https://wiki.example/acme/bot");
        record.FindField("Complexity")!.Value.ShouldBe("complex");
        record.AgreedDate.ShouldBe(new LocalDate(2026, 5, 15));
        documents.Select(d => d.Path).ShouldContain("deliveries/acme/runbook.md");
    }

    [Fact]
    public void An_intake_says_what_it_begins()
    {
        var form = IntakeReader.Read(Filled, "delivery-12").Form!;
        var text = new IntakePullRequest(form, 12, ["deliveries/acme-corp-support-bot/record.md", "deliveries/acme-corp-support-bot/runbook.md"]).ToText();

        text.Title.ShouldBe("Intake: Acme Corp — Support Bot");
        text.Branch.Name.ShouldBe("delivery/acme-corp-support-bot/intake");
        text.CommitMessage.ShouldBe("acme-corp-support-bot: begin the delivery\n\nAcme Corp — Support Bot, as #12 asks for it\n");
        text.Body.ShouldBeBody("intake.md");
        IntakePullRequest.Refusal([new IntakeMistake("Client", "is not filled in", "a delivery needs a client and a name")]).ShouldContain("- ❌ **Client** is not filled in: a delivery needs a client and a name\n");
    }

    private const int FieldsOfATemplate = 10;

    private static string Form(string client, string name, string id, string scope = "_No response_") =>
        $"### Client\n\n{client}\n\n### Delivery name\n\n{name}\n\n### Delivery id\n\n{(id.Length == 0 ? "_No response_" : id)}\n\n### Scope\n\n{scope}\n";
}
