using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Tests.Deliveries;

public class RecordRulesTests
{
    private static readonly Lifecycle Lifecycle = BuiltInLifecycles.Find("client-delivery")!;

    [Theory]
    [InlineData("| QA gate |", "| QA gates |", "DAC0210 23:3")]
    [InlineData("| QA certified |", "| QA certifed |", "DAC0211 15:3")]
    [InlineData("| Deployment start |", "| QA certified |", "DAC0206 16:3")]
    [InlineData("| 2026-03-03 | ✅ Done |", "| | ✅ Done |", "DAC0212 14:3")]
    [InlineData("| 2026-03-03 | ✅ Done |", "| 2026-03-03 | Planned |", "DAC0212 14:3")]
    [InlineData("| Deployment start |", "| Client training |")]
    public void A_record_must_speak_of_its_lifecycle_and_not_contradict_itself(string old, string replacement, params string[] places) =>
        RecordRules.Check(ARecord.Read(ARecord.With(old, replacement)).Value!, Lifecycle).Places().ShouldBe(places);

    [Theory]
    [InlineData("- **Deployment window:** soon", "DAC0214 9:26")]
    [InlineData("- **Deployment window:** 2026-03-29 02:30–04:00 Europe/Madrid", "DAC0214 9:26")]
    [InlineData("- **Update cadence:** weekly", "DAC0214 9:23")]
    [InlineData("- **Update cadence:** every 0 days", "DAC0214 9:23")]
    [InlineData("- **Acceptable delay:** a while", "DAC0214 9:25")]
    [InlineData("- **Deployment window:** 2026-05-12 10:00–14:00")]
    [InlineData("- **Deployment window:** TBD")]
    [InlineData("- **Update cadence:** every 5 working days")]
    [InlineData("- **Acceptable delay:** 2 working days")]
    public void What_a_record_plans_must_be_readable(string field, params string[] places) =>
        RecordRules.Check(ARecord.Read(ARecord.With("- **Status:** QA", $"- **Status:** QA\n{field}")).Value!, Lifecycle).Places().ShouldBe(places);

    [Theory]
    [InlineData("| QA certified | 2026-04-24 |", "| QA certified | 2026-03-01 |", "DAC0215 15:18")]
    [InlineData("| QA certified | 2026-04-24 |", "| QA certified | 2026-03-02 |")]
    [InlineData("| QA certified | 2026-04-24 | | ❌ Failed |", "| QA certified | 2026-03-01 | | Skipped |")]
    [InlineData("| QA certified | 2026-04-24 | |", "| QA certified | 2026-04-24 | 2026-03-02 |", "DAC0216 15:31")]
    [InlineData("| QA certified | 2026-04-24 | |", "| QA certified | 2026-04-24 | 2026-03-03 |")]
    [InlineData("| Deployment start | | | |", "| Deployment start | 2026-03-01 | 2026-03-02 | Done |", "DAC0215 16:22", "DAC0216 16:35")]
    [InlineData("| Deployment start | | | |", "| Client training | 2026-03-01 | 2026-03-02 | Done |")]
    [InlineData("| QA certified | 2026-04-24 | | ❌ Failed |", "| Post-delivery review | 2026-05-24 | | |\n| QA certified | 2026-04-24 | | ❌ Failed |")]
    public void Milestones_follow_each_other_as_in_the_lifecycle(string old, string replacement, params string[] places) =>
        RecordRules.Check(ARecord.Read(ARecord.With(old, replacement)).Value!, Lifecycle).Places().ShouldBe(places);

    [Fact]
    public void A_date_that_is_out_of_order_is_named_with_the_one_before_it() =>
        RecordRules.Check(ARecord.Read(ARecord.With("| QA certified | 2026-04-24 |", "| QA certified | 2026-03-01 |")).Value!, Lifecycle).Single().Message
            .ShouldBe("\"QA certified\" is planned for 2026-03-01, before \"Intake handoff\" on 2026-03-02");

    [Fact]
    public void A_mistake_is_shown_in_its_own_column_wherever_that_stands()
    {
        var record = ARecord.Read(ARecord.With("| Milestone | Target date | Actual date | Status |", "| Target date | Milestone | Actual date | Status |")
            .Replace("| QA certified | 2026-04-24 |", "| 2026-04-24 | QA certifed |", StringComparison.Ordinal)).Value!;

        var slip = RecordRules.Check(record, Lifecycle).Single(d => d.Code == "DAC0211" && d.Message.Contains("certifed", StringComparison.Ordinal));

        record.Document.Source.ToString(slip.Fix!.Edits.Single().Span).ShouldBe("QA certifed");
    }

    [Theory]
    [InlineData("acme-support-bot", true)]
    [InlineData("a1", true)]
    [InlineData("Acme", false)]
    [InlineData("-acme", false)]
    [InlineData("acme-", false)]
    [InlineData("acme--bot", false)]
    [InlineData("acme bot", false)]
    [InlineData("../acme", false)]
    [InlineData("ácme", false)]
    [InlineData("", false)]
    public void An_id_is_kebab_case(string id, bool isValid) => DeliveryId.IsValid(id).ShouldBe(isValid);

    [Theory]
    [InlineData("Acme Corp: Support Bot!", "acme-corp-support-bot")]
    [InlineData("__Acme--", "acme")]
    [InlineData("客户", "acme-support-bot")]
    public void A_valid_id_is_suggested(string text, string id) => DeliveryId.Suggest(text).ShouldBe(id);

    [Fact]
    public void A_suggested_id_is_valid_however_long_the_text() =>
        DeliveryId.IsValid(DeliveryId.Suggest(string.Concat(Enumerable.Repeat("Acme Corp ", 40)))).ShouldBeTrue();
}
