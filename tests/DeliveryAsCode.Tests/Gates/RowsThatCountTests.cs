using DeliveryAsCode.Tests.Gates.Reference;

namespace DeliveryAsCode.Tests.Gates;

public class RowsThatCountTests
{
    private static readonly Product Product = new(ClientDelivery.Process, ClientDelivery.Words);

    [Fact]
    public void A_stage_is_reopened_by_its_name_with_all_of_its_gates() =>
        Settled(Row("Deployment plan", "diego"), Row("Deployment", "diego"), Row("Deployment coordination", "dana", Said.Reopened)).ShouldBeEmpty();

    [Theory]
    [InlineData("Production tracking", "QA gate")]
    [InlineData("QA gate", "Production tracking")]
    public void One_person_does_not_decide_production_and_its_certification_in_whatever_order(string first, string second) =>
        Settled(Row(first, "petra"), Row(second, "petra")).ShouldBe([first]);

    [Fact]
    public void Passed_is_for_those_to_say_whose_word_the_gate_needs() =>
        Settled(Row("Delivery planning", "pablo", Said.Acknowledged), Row("Delivery planning", "diego", Said.Acknowledged), Row("Delivery planning", "quinn")).ShouldBeEmpty();

    [Fact]
    public void Nobody_but_a_client_can_be_spoken_for()
    {
        var (tester, client) = (Row("QA gate", "dana") with { Roles = [Names.Tester], Attests = true }, Row("Client handover", "dana") with { Roles = [Names.Client], Attests = true });

        Settled(tester, client).ShouldBe(["Client handover"]);
    }

    [Fact]
    public void Who_spoke_again_of_something_else_no_longer_says_what_they_said_before() =>
        Settled(
            Row("Delivery planning", "petra", Said.Acknowledged),
            Row("Delivery planning", "petra", Said.Acknowledged) with { Version = 1 },
            Row("Delivery planning", "diego")).ShouldBeEmpty();

    [Fact]
    public void What_nobody_can_tell_of_a_gate_is_over_once_it_is_opened_anew()
    {
        var unknown = Row("Intake handoff", "iris") with { Proof = Proof.CannotTell };

        Planning(unknown).ShouldBe(Answer.Undecided);
        Planning(unknown, Row("Intake handoff", "dana", Said.Reopened)).ShouldBe(Answer.Blocked);
    }

    private static string[] Settled(params Happening[] rows)
    {
        var delivery = Product.Case(new History(ClientDelivery.Process, [.. rows], [], null));
        return [.. delivery.Lifecycle.Gates.Where(g => delivery.Decisions.IsSettled(g.Name)).Select(g => g.Name)];
    }

    private static Answer Planning(params Happening[] rows)
    {
        var delivery = Product.Case(new History(ClientDelivery.Process, [.. rows], [], null));
        return Product.AnswerOf(delivery.Judge(delivery.Lifecycle.FindGate("Delivery planning")!));
    }

    private static Happening Row(string about, string person, Said said = Said.Passed) =>
        new(about, said, Proof.Given, person, ClientDelivery.Process.RolesOf(person), History.Version, 1, [], Attests: false, HasReason: true);
}
