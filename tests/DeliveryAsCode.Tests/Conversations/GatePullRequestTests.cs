using System.Text;
using DeliveryAsCode.Conversations;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Planning;
using DeliveryAsCode.Tests.Gates;
using DeliveryAsCode.Tests.Infra;
using NodaTime;

namespace DeliveryAsCode.Tests.Conversations;

public class GatePullRequestTests
{
    private const string Diff = """
        --- a/deliveries/acme/record.md
        +++ b/deliveries/acme/record.md
        @@ -24,3 +24,4 @@
         | Delivery planning | Passed | dana | 2026-04-02 | #24 |
        +| QA gate | Passed | qa-engineer |  | delivery/acme/gate-qa-gate |
        -| QA certified | 2026-05-12 | | Planned |
        +| QA certified | 2026-05-12 | 2026-05-12 | Done |
        """;

    private static readonly DeliveryCase AtQa = At("QA gate");

    [Fact]
    public void A_gate_asks_so_that_everybody_sees_what_and_whom() =>
        (Asked(AtQa, "QA gate") with { Diff = Diff, IsAdvisory = true, StartsNoWorkflow = true, HostRules = [new("1 approving review by somebody with write access", false), new("the branch is up to date", true)] })
            .Body().ShouldBeBody("gate-waits.md");

    [Fact]
    public void A_gate_that_everybody_answered_says_that_it_can_be_merged()
    {
        var gate = AtQa.Lifecycle.FindGate("QA gate")!;
        var word = new GateWord(AtQa.People.Named(Walk.PersonOf("qa-engineer")), ["qa-engineer"], AtQa.Now, "review 91", AtQa.BoundSetOf(gate).Digest, null, [], null, null, AtQa.Lifecycle);

        (Asked(AtQa.With(new PendingWord("QA gate", word, IsYes: true)), "QA gate") with { MergesItself = true }).Body().ShouldBeBody("gate-open.md");
    }

    [Fact]
    public void A_gate_that_cannot_be_passed_says_why_first() => Asked(ACase.Of(ARecord.Read()), "QA gate", 2).Body().ShouldBeBody("gate-blocked.md");

    [Fact]
    public void Who_has_approved_what_the_base_then_changed_is_told_what_that_was() =>
        new RefreshComment("main", "4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e", Diff).Body().ShouldBeBody("gate-refreshed.md");

    [Fact]
    public void A_gate_of_several_roles_says_who_is_missing()
    {
        var delivery = At("Delivery planning");
        var body = Asked(delivery, "Delivery planning").Body();

        body.ShouldContain("> **Acknowledge “Delivery planning” of Acme Corp — Support Bot? 0 of 2 have.** Merging passes the gate, and the delivery goes on to *Production tracking*.");
        body.ShouldContain("**production-line-architect** decides: `the-production-line-architect`. **deployment-specialist** decides: `the-deployment-specialist`.");
        body.ShouldContain("| ⏳ | acknowledged by **production-line-architect** | waits for `the-production-line-architect` |");
    }

    [Fact]
    public void Title_and_messages_say_what_it_is_in_a_line()
    {
        var request = Asked(AtQa, "QA gate", 2);
        var digest = AtQa.BoundSetOf(request.Gate).Digest;

        request.Branch.Name.ShouldBe("delivery/acme/gate-qa-gate-2");
        request.Title.ShouldBe("Gate: QA gate — Acme Corp — Support Bot (attempt 2)");
        request.CommitMessage().ShouldBe($"""
            acme: ask for QA gate

            The row names the role that decides, qa-engineer. It counts once this is
            merged with the approval of whoever holds that role.

            Delivery-Gate: acme/QA gate
            Delivery-Digest: {digest}

            """);
        request.Merge(31, [new DecidingReview(91, "quinn", "17", "qa-engineer", new LocalDate(2026, 5, 12))]).ShouldBe(("acme: QA gate passed (#31)", $"""
            Acme Corp — Support Bot

            Delivery-Gate: acme/QA gate
            Delivery-Digest: {digest}
            Delivery-Review: 91 by quinn (17) as qa-engineer on 2026-05-12

            """));
    }

    [Fact]
    public void Whatever_a_record_is_called_the_body_keeps_its_shape()
    {
        var shape = Shape((Asked(Called("Acme", "Bot"), "QA gate") with { Diff = "+x" }).Body());
        var bodies = HostileText.Sample(120).Select(text => Asked(Called(text, text), "QA gate") with { Diff = $"+{text}\n-{text}\n" }).Select(r => (r.Title, Body: r.Body(), Message: r.CommitMessage())).ToList();

        foreach (var ((title, body, message), html) in bodies.Zip(CmarkGfm.RenderHtml([.. bodies.Select(b => Encoding.UTF8.GetBytes(b.Body))], "table", "strikethrough", "autolink", "tasklist")))
        {
            html.ShouldNotContain("<a ", customMessage: body);
            html.ShouldNotContain("<img", customMessage: body);
            Shape(body.Replace("<!-- -->", "", StringComparison.Ordinal)).ShouldBe(shape, body);
            title.Length.ShouldBeLessThanOrEqualTo(TitleText.MaxLength);
            title.ShouldNotContain('\n');
            message.Split("\n\n")[^1].Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => line.StartsWith("Delivery-Gate: ") || line.StartsWith("Delivery-Digest: "));
        }
    }

    [Fact]
    public void A_diff_that_is_too_long_is_shown_in_part()
    {
        var body = (Asked(AtQa, "QA gate") with { Diff = string.Concat(Enumerable.Repeat($"+{new string('x', 300)} ```\n", 5000)) }).Body();

        body.Length.ShouldBeLessThan(BodyLimit.Most);
        body.ShouldContain("<summary>What changes in the record (5000 lines)</summary>");
        body.ShouldContain("lines are under *Files changed*.\n\n</details>\n");
        body.ShouldContain("\n````diff\n");
    }

    [Fact]
    public void What_follows_by_itself_is_told_with_its_reasons()
    {
        var plan = Planner.Plan(ACase.Of(ARecord.Read()));

        var text = (new UpdatesPullRequest(ARecord.Read(), plan) with { Diff = Diff }).ToText();

        text.Title.ShouldBe("Updates: Acme Corp — Support Bot");
        text.Branch.Name.ShouldBe("delivery/acme-support-bot/updates");
        text.CommitMessage.ShouldStartWith($"acme-support-bot: {plan.Changes.Length} updates of the record\n\n- ");
        text.Body.ShouldBeBody("updates.md");
    }

    [Fact]
    public void A_failure_is_told_with_whose_word_it_is_and_what_follows()
    {
        var failed = new FailurePullRequest(AtQa, AtQa.Lifecycle.FindGate("QA gate")!, 1, "quinn", "qa-engineer", new LocalDate(2026, 5, 12), "3 of 41 scenarios fail, see https://x.example", Planner.Plan(AtQa)) { Number = 31 };

        failed.Title.ShouldBe("Failed: QA gate — Acme Corp — Support Bot");
        failed.Branch.Name.ShouldBe("delivery/acme/failed-qa-gate");
        failed.CommitMessage().ShouldStartWith("acme: QA gate failed\n\nDecided by quinn as qa-engineer on 2026-05-12: 3 of 41 scenarios fail, see https:\u200B//x.example\n");
        failed.CommitMessage().ShouldEndWith("\n\nDelivery-Gate: acme/QA gate\n");
        failed.Body().ShouldBeBody("failure.md");
    }

    private static GatePullRequest Asked(DeliveryCase delivery, string gate, int attempt = 1) => new(delivery, delivery.Lifecycle.FindGate(gate)!, attempt);

    /// <summary>The walk through the lifecycle, up to the gate.</summary>
    private static DeliveryCase At(string gate)
    {
        var walk = new Walk(ACase.ClientDelivery);
        foreach (var earlier in ACase.ClientDelivery.Gates.TakeWhile(g => g.Name != gate))
            walk.Pass(earlier);
        return walk.Case;
    }

    private static DeliveryCase Called(string client, string name) => ACase.Of(ARecord.Read() with { Client = client, Name = name });

    /// <summary>The lines of a body by what they begin with.</summary>
    private static string[] Shape(string body) => [.. body.Split("<details>")[0].Split('\n').Select(line => new string([.. line.Take(3)]))];
}
