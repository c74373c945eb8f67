using DeliveryAsCode.Checking;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Checking;

public class RepositoryCheckTests
{
    [Theory]
    [InlineData("delivery.yml", DocumentKind.Configuration)]
    [InlineData("sub/delivery.yml", null)]
    [InlineData("deliveries/acme/record.md", DocumentKind.Record)]
    [InlineData("deliveries/acme/runbook.md", DocumentKind.Runbook)]
    [InlineData("deliveries/acme/runbooks/a.md", DocumentKind.Runbook)]
    [InlineData("deliveries/acme/runbooks/old/a.md", null)]
    [InlineData("deliveries/acme/checklists/a.md", DocumentKind.Checklist)]
    [InlineData("deliveries/acme/executions/a.jsonl", DocumentKind.Journal)]
    [InlineData("deliveries/acme/executions/a.md", DocumentKind.ExecutionLog)]
    [InlineData("deliveries/acme/messages/hello.md", DocumentKind.Other)]
    [InlineData("deliveries/acme/requirements.md", null)]
    [InlineData("deliveries/README.md", null)]
    [InlineData("runbook.md", null)]
    [InlineData("other/acme/record.md", null)]
    public void The_place_of_a_file_says_what_it_is(string path, DocumentKind? kind) =>
        new RepositoryLayout(DeliveryConfiguration.Default).KindByPlace(path).ShouldBe(kind);

    [Theory]
    [InlineData("deliveries/*/record.md", "deliveries/acme/record.md")]
    [InlineData("clients/*/*/record.md", null)]
    [InlineData("deliveries/d-*/record.md", null)]
    public void A_delivery_has_one_place_unless_the_rules_leave_more_open(string deliveries, string? path) =>
        Layout(deliveries).RecordPathOf("acme").ShouldBe(path);

    [Theory]
    [InlineData("notes.md", "# Delivery Record: A — B\n", "DAC0202")]
    [InlineData("plan.md", "---\nenvironment: none\n---\n# A\n", "DAC0401")]
    [InlineData("tasks.md", "- [ ] a <!-- id: x -->\n- [ ] b <!-- id: x -->\n", "DAC0230")]
    [InlineData("page.md", "[[nowhere]]\n\n## Metadata\n- **Created:** 5/16/2025\n", "DAC0242")]
    [InlineData("deliveries/acme/record.md", "hello\n", "DAC0201")]
    [InlineData("deliveries/acme/checklists/a.md", "hello\n", "DAC0232")]
    [InlineData("deliveries/acme/runbook.md", "hello\n", "DAC0409")]
    [InlineData("deliveries/acme/executions/a.jsonl", "{}\n", "DAC05")]
    [InlineData("delivery.yml", "version: 1\nroless: {}\n", "DAC0135")]
    public void Elsewhere_the_content_says_what_it_is(string path, string text, string code) =>
        Check((path, text)).Select(d => d.Code).ShouldContain(c => c.StartsWith(code, StringComparison.Ordinal));

    [Theory]
    [InlineData("README.md", "# Read me\n\n| a | b |\n|---|---|\n| 1 |\n")]
    [InlineData("deliveries/acme/messages/hello.md", "- **Status:** [Status]\n\n[[nowhere]]\n")]
    [InlineData("src/program.cs", "class A;")]
    public void Somebody_elses_document_is_no_business_of_ours(string path, string text) => Check((path, text)).ShouldBeEmpty();

    [Theory]
    [InlineData("[[b]]")]
    [InlineData("[[docs/b]]")]
    [InlineData("[[b.md]]")]
    [InlineData("[[docs/b.md|the other page]]")]
    [InlineData("[[b#Section]]")]
    [InlineData("`[[nowhere]]`, and [[c]]")]
    public void A_link_is_resolved_from_the_root_and_from_docs(string text) =>
        Check(("docs/a.md", text + "\n"), ("docs/b.md", "[[a]]\n"), ("c.md", "# C\n")).ShouldBeEmpty();

    [Fact]
    public void A_broken_link_is_reported_with_the_nearest_document()
    {
        var broken = Check(("docs/delivery/index.md", "# Pages\n\nSee [[delivery/rolback]] and [[elsewhere]].\n"), ("docs/delivery/rollback.md", "[[delivery/index]]\n"));

        broken.Places().ShouldBe(["DAC0240 3:7", "DAC0240 3:32"]);
        broken[0].Help.ShouldBe("did you mean \"delivery/rollback\"?");
        broken[1].Help.ShouldNotBeNull().ShouldStartWith("links go from the root");
    }

    [Fact]
    public void A_next_step_that_links_to_nothing_does_not_name_its_previous_one() =>
        Check(("docs/a.md", "- **Next Step:** [[b]]\n"), ("docs/b.md", "# The end\n")).Places().ShouldBe(["DAC0241 1:20"]);

    [Theory]
    [InlineData("- **Previous Step:** [[a]]\n", "")]
    [InlineData("- **Next Step:** [[c]]\n", "", "DAC0241 docs/a.md:1:20", "DAC0241 docs/b.md:1:20")]
    [InlineData("- **Previous Step:** [[a]]\n- **Next Step:** [[c]]\n", "- **Previous Step:** [[a]]\n", "DAC0241 docs/b.md:2:20", "DAC0241 docs/c.md:1:24")]
    public void Next_and_previous_steps_must_name_each_other(string second, string third, params string[] oneWay) =>
        Check(("docs/a.md", "- **Next Step:** [[b]]\n"), ("docs/b.md", second), ("docs/c.md", third + "[[a]]\n"))
            .Select(d => $"{d.Code} {d.Location}").ShouldBe(oneWay);

    private static List<DeliveryAsCode.Diagnostics.Diagnostic> Check(params (string Path, string Text)[] files)
    {
        var check = new RepositoryCheck(DeliveryConfiguration.Default, BuiltInLifecycles.Find("client-delivery")!, files.Select(f => f.Path));
        return [.. files.SelectMany(f => check.Check(SourceText.From(f.Path, f.Text))), .. check.CheckLinks()];
    }

    private static RepositoryLayout Layout(string deliveries) =>
        new(DeliveryConfigurationReader.Read(SourceText.From("delivery.yml", $"version: 1\ndeliveries: \"{deliveries}\"\n")).Value);
}
