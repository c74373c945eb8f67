using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Gates;

public class SatisfiabilityTests
{
    [Theory]
    [InlineData("decided-by: [a]", "a: [ann]", "")]
    [InlineData("decided-by: [a]", "b: [ann]", "nobody can pass the gate \"Work\": a has no people")]
    [InlineData("decided-by: [a, b]", "c: [ann]", "nobody can pass the gate \"Work\": a and b have no people")]
    [InlineData("decided-by: [a, b]", "a: [ann]; b: [ann]", "nobody can pass the gate \"Work\": it needs 2 people of a and b, and there are fewer")]
    [InlineData("decided-by: [a, b]", "a: [ann, bob]; b: [ann]", "")]
    [InlineData("opens-when: [{acknowledged: {role: a, quorum: 2}}]", "a: [ann, bob]", "")]
    [InlineData("opens-when: [{acknowledged: {role: a, quorum: 3}}]", "a: [ann, bob]", "nobody can pass the gate \"Work\": it needs 3 people of a, and there are fewer")]
    [InlineData("opens-when: [{acknowledged: {role: a, stand-in: b}}]", "b: [bob]", "")]
    [InlineData("opens-when: [{any: [{acknowledged: a}, {acknowledged: b}]}]", "b: [bob]", "")]
    [InlineData("decided-by: [client]", "a: [ann]", "")]
    [InlineData("decided-by: [client, a]", "b: [bob]", "nobody can pass the gate \"Work\": a has no people")]
    public void A_gate_that_nobody_can_pass_is_found(string gate, string roles, string problem) =>
        Problems(ACase.OneGate(gate), roles).ShouldBe(problem);

    [Theory]
    [InlineData("a: [ann]; b: [ann]", "nobody can pass the gate \"Certified\": it needs 1 person of b who did not decide \"Made\", and there are fewer")]
    [InlineData("a: [ann]; b: [ann, bob]", "")]
    [InlineData("a: [ann, bob]; b: [ann]", "")]
    [InlineData("a: [ann]; b: [bob]", "")]
    public void Somebody_must_be_left_who_did_not_decide_the_gate_that_it_is_separate_from(string roles, string problem)
    {
        var lifecycle = LifecycleReader.Read(SourceText.From("ops/lifecycle.yml", """
            name: two
            stages:
              - name: Make
                status: In Production
                owner: a
                gate: {name: Made, decided-by: [a]}
                skip: never
              - name: Certify
                status: QA
                owner: b
                gate: {name: Certified, opens-when: [{certified: b}], separate-from: [Made]}
                skip: never
            """)).Value!;

        Problems(lifecycle, roles).ShouldBe(problem);
    }

    [Fact]
    public void The_members_of_a_team_are_not_counted_here()
    {
        var rules = ACase.Read("version: 1\nroles:\n  a: [{team: studio/architects}]\n");

        Satisfiability.Check(ACase.OneGate("opens-when: [{acknowledged: {role: a, quorum: 3}}]"), rules, Location.OfFile("delivery.yml")).ShouldBeEmpty();
    }

    [Fact]
    public void Rules_that_name_nobody_are_warned_about_once()
    {
        var finding = Satisfiability.Check(ACase.ClientDelivery, ACase.Read("version: 1\n"), Location.OfFile("delivery.yml")).ShouldHaveSingleItem();

        finding.Severity.ShouldBe(Severity.Warning);
        finding.Message.ShouldBe("nobody is named for any role, so no gate can be passed");
    }

    private static string Problems(Lifecycle lifecycle, string roles)
    {
        var lines = roles.Split("; ").Select(r => r.Split(": [")).Select(r =>
            $"  {r[0]}: [{string.Join(", ", r[1].TrimEnd(']').Split(", ").Select(name => $"{{login: {name}, email: {name}@studio.example}}"))}]\n");
        var rules = ACase.Read($"version: 1\nroles:\n{string.Concat(lines)}");
        return string.Join("; ", Satisfiability.Check(lifecycle, rules, Location.OfFile("delivery.yml")).Select(d => d.Message));
    }
}
