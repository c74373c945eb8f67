using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Documents;

/// <summary>The users' own documents, as they wrote them.</summary>
public class SeedTests
{
    [Fact]
    public void Wiki_links_and_metadata_of_a_node_are_found()
    {
        var document = Read("000_752fed295fe4277a.txt");

        document.WikiLinks.Select(l => l.Target).Distinct().ShouldBe(
            ["delivery/index", "delivery/preparation", "delivery/verification", "delivery/rollback", "delivery/monitoring"]);
        Fields(document, "Metadata").ShouldBe(["Created=5/16/2025", "Last Updated=5/16/2025", "Updated By=Context Network Update"]);
    }

    [Fact]
    public void Tasks_of_a_checklist_are_found_under_their_headings()
    {
        var document = Read("001_43780d9fd393b99d.txt");

        document.Sections.Where(s => s.Items.Any(i => i.Mark is not null)).Select(s => s.Items.Count(i => i.Mark is not null)).ShouldBe([4, 4, 3, 4, 1]);
        document.Blocks.OfType<ListItem>().ShouldAllBe(i => i.Mark == null || !i.Mark.IsDone);
    }

    [Fact]
    public void Groups_of_a_deployment_checklist_are_found()
    {
        var document = Read("002_8e193abb97a67e1c.txt");

        document.FrontMatter.ShouldNotBeNull();
        document.FindSections("Post-Deployment").Select(s => s.Items.Count(i => i.Mark is not null)).ShouldBe([0, 6]);
        document.FindSections("During Deployment").ShouldHaveSingleItem().Items.Count().ShouldBe(5);
    }

    [Fact]
    public void Conditional_steps_keep_their_condition_and_mojibake_stays()
    {
        var document = Read("003_05e82044c0228b1e.txt");

        document.FindSections("Steps Sequence").ShouldHaveSingleItem().Items
            .Count(i => i.Ordered && i.Text.Contains("[conditional: if", StringComparison.Ordinal)).ShouldBe(4);
        document.Blocks.OfType<Heading>().First().Text.ShouldBe("Phase â€¢ Deployment & Operations");
        document.Blocks.OfType<FencedBlock>().ShouldHaveSingleItem().Language.ShouldBe("javascript");
    }

    [Fact]
    public void The_record_template_has_its_fields_and_tables()
    {
        var document = Read("004_8e8fe2e1426f8407.txt");

        document.Blocks.OfType<Heading>().First().Text.ShouldBe("Delivery Record: [Client Name] — [Digital Talent Name]");
        Fields(document, "Delivery Record: [Client Name] — [Digital Talent Name]").ShouldContain("Actual delivery date=[Date or TBD]");
        document.FindSections("milestones").ShouldHaveSingleItem().Tables.ShouldHaveSingleItem().Rows.Length.ShouldBe(9);
        document.Blocks.OfType<Table>().Select(t => t.Header.Cells.Length).ShouldBe([4, 4, 4, 3]);
    }

    private static IEnumerable<string> Fields(MarkdownDocument document, Label section) =>
        document.FindSections(section).Single().Items.Select(i => i.Field).OfType<Field>().Select(f => $"{f.Label}={f.Value}");

    private static MarkdownDocument Read(string name) =>
        MarkdownDocument.Read(SourceText.Decode(name, File.ReadAllBytes(Path.Combine(TestFiles.Seeds, name)))).Value;
}
