using DeliveryAsCode.Gates;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Tests.Gates;

public class BoundPartsTests
{
    private const string Folder = "deliveries/acme-support-bot";
    private const string Runbook = "---\nenvironment: production\nrelease: {commit: 4f2c9d1e5b7a8c3d2e1f0a9b8c7d6e5f4a3b2c1d}\n---\n# Deployment plan: Bot\n\n## Application\n\n### Switch\n\n```bash\nops/switch.sh\n```\n";

    [Theory]
    [InlineData("\"field:Scope\"", "field \"Scope\"")]
    [InlineData("\"field:Nothing\"", "field \"Nothing\"")]
    [InlineData("target-dates", "target date of \"Built\"")]
    [InlineData("risks", "risk \"Quota\"")]
    [InlineData("\"document:notes.md\"", Folder + "/notes.md")]
    [InlineData("\"document:missing.md\"", Folder + "/missing.md")]
    [InlineData("\"checklist:qa\"", Folder + "/checklists/qa.md")]
    [InlineData("runbooks", Folder + "/runbook.md")]
    [InlineData("scripts", "ops/switch.sh")]
    [InlineData("release", "release of " + Folder + "/runbook.md")]
    public void A_gate_is_bound_to_its_rules_and_to_what_it_names(string part, string name) =>
        Bound(part).Items.Select(i => i.Name).ShouldBe(["the rules of the gate", name]);

    [Theory]
    [InlineData("\"field:Scope\"", "Scope:** TBD", "Scope:** More")]
    [InlineData("target-dates", "Built | 2026-04-17", "Built | 2026-04-18")]
    [InlineData("risks", "Quota | Low", "Quota | High")]
    public void A_change_within_the_bound_set_is_another_set_and_one_outside_is_not(string part, string old, string changed)
    {
        Bound(part, old, changed).Digest.ShouldNotBe(Bound(part).Digest);
        Bound(part, "Status:** Planning", "Status:** QA").Digest.ShouldBe(Bound(part).Digest);
    }

    [Theory]
    [InlineData("runbooks", "runbook.md", "plan: Bot", true)]
    [InlineData("runbooks", "runbook.md", "4f2c9d1e", true)]
    [InlineData("release", "runbook.md", "4f2c9d1e", true)]
    [InlineData("release", "runbook.md", "plan: Bot", false)]
    [InlineData("scripts", "switch.sh", "systemctl", true)]
    [InlineData("scripts", "runbook.md", "plan: Bot", false)]
    public void Plans_scripts_and_releases_are_bound_apart_from_each_other(string part, string file, string old, bool isChanged) =>
        (Bound(part, file: file, old: old, replacement: "0000aaaa").Digest != Bound(part).Digest).ShouldBe(isChanged);

    private static BoundSet Bound(string part, string old = "Planning", string replacement = "Planning", string file = "record.md")
    {
        var text = ACase.Record(ACase.Table("Milestones", "Milestone | Target date | Actual date | Status", "Built | 2026-04-17 | |")
            + "\n" + ACase.Table("Risk register", "Risk | Likelihood | Impact | Mitigation", "Quota | Low | High | Cache")).Document.Source.Text;
        var files = new Dictionary<string, string>
        {
            [$"{Folder}/record.md"] = text,
            [$"{Folder}/notes.md"] = "# Notes\n",
            [$"{Folder}/checklists/qa.md"] = "# QA\n\n- [ ] Look at it\n",
            [$"{Folder}/runbook.md"] = Runbook,
            ["ops/switch.sh"] = "systemctl restart bot\n",
        };
        var path = files.Keys.Single(k => k.EndsWith($"/{file}", StringComparison.Ordinal));
        files[path].ShouldContain(old);
        files[path] = files[path].Replace(old, replacement, StringComparison.Ordinal);

        var lifecycle = ACase.OneGate($"decided-by: [delivery-manager], bound-to: [{part}]");
        return ACase.Of(ARecord.Read(files[$"{Folder}/record.md"]).Value!, lifecycle: lifecycle, files: files).BoundSetOf(lifecycle.FindGate("Work")!);
    }
}
