using DeliveryAsCode.Text;
using DeliveryAsCode.Trust;

namespace DeliveryAsCode.Tests.Trust;

public class WorkflowLintTests
{
    private const string Id = "11bd71901bbe5b1630ceea73d27597364c9af683";

    [Theory]
    [InlineData("on: pull_request_target", "1: pull_request_target")]
    [InlineData("on: [push, pull_request_target]", "1: pull_request_target")]
    [InlineData("on:\n  pull_request_target:\n    types: [opened]", "2: pull_request_target")]
    [InlineData("on: pull_request # never pull_request_target", "")]
    [InlineData("permissions: write-all", "1: a job has every permission")]
    [InlineData("      - uses: acme/tool@v1", "1: acme/tool is named by \"v1\"")]
    [InlineData($"      - uses: acme/tool@{Id} # v1", "")]
    [InlineData("      - uses: acme/tool@0000000000000000000000000000000000000000", "1: acme/tool stands for a release")]
    [InlineData("      - uses: ./", "")]
    [InlineData($"      - uses: actions/checkout@{Id}\n      - run: make", "1: a checkout leaves its token on the disk")]
    [InlineData($"      - uses: actions/checkout@{Id}\n        with:\n          fetch-depth: 0\n          persist-credentials: false\n      - run: make", "")]
    [InlineData($"      - uses: actions/checkout@{Id}\n      - uses: acme/tool@{Id}\n        with:\n          persist-credentials: false", "1: a checkout leaves its token on the disk")]
    public void A_workflow_says_what_it_gives_away(string text, string found) =>
        string.Join("; ", WorkflowLint.Check(SourceText.From(".github/workflows/a.yml", text)).Select(f => $"{f.Line}: {f.What}")).ShouldStartWith(found, Case.Sensitive);

    [Fact]
    public void Nothing_is_found_in_a_harmless_one() => WorkflowLint.Check(SourceText.From(".github/workflows/a.yml", "on: push\njobs: {}\n")).ShouldBeEmpty();
}
