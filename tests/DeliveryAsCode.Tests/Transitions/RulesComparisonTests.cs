using System.Text;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Text;
using DeliveryAsCode.Transitions;

namespace DeliveryAsCode.Tests.Transitions;

public class RulesComparisonTests
{
    private const string Rules = """
        version: 1
        roles:
          qa-engineer: [{login: quinn, email: quinn@studio.example}]
          cto: [{login: clara}]
          client: [{login: anna, for: "acme-*"}]
        environments:
          acme-production:
            deployment-windows: [{days: [tuesday], from: "09:00", to: "16:00"}]
            freezes: [{from: 2026-12-18, to: 2027-01-04, why: year end}]
            allowed-hosts: [acme.example]
        required-checks: [{name: ci/build, app: 15368}]
        acknowledgements: {require-signed: true}

        """;

    private static readonly string ClientDelivery = Encoding.UTF8.GetString(BuiltInTemplates.Find("lifecycles/client-delivery.yml")!);

    [Theory]
    [InlineData("{login: quinn, email: quinn@studio.example}", "{login: quinn, email: quinn@studio.example}, {login: mallory}", "mallory may now speak for qa-engineer")]
    [InlineData("{login: quinn, email: quinn@studio.example}", "", "quinn may no longer speak for qa-engineer; nobody of qa-engineer is left")]
    [InlineData("email: quinn@studio.example", "email: mallory@studio.example", "quinn is now known by mallory@studio.example, no longer by quinn@studio.example")]
    [InlineData("for: \"acme-*\"", "for: \"*\"", "anna may no longer speak for client in acme-*; anna may now speak for client in *")]
    [InlineData("freezes: [{from: 2026-12-18, to: 2027-01-04, why: year end}]", "freezes: []", "the freeze 2026-12-18 to 2027-01-04 (year end) of acme-production is gone")]
    [InlineData("deployment-windows: [{days: [tuesday], from: \"09:00\", to: \"16:00\"}]", "deployment-windows: []", "the deployment window Tuesday 09:00–16:00 of acme-production is gone; acme-production may be deployed to at any time of the week")]
    [InlineData("allowed-hosts: [acme.example]", "allowed-hosts: [mallory.example]", "runbooks for acme-production may no longer call acme.example; runbooks for acme-production may now call mallory.example")]
    [InlineData("acme-production:", "globex-production:", "the environment acme-production is gone; the environment globex-production is new")]
    [InlineData("[{name: ci/build, app: 15368}]", "[{name: ci/build}]", "the check ci/build of app 15368 is no longer required; the check ci/build is now required")]
    [InlineData("require-signed: true", "require-signed: false", "acknowledgements no longer need a signature")]
    [InlineData("version: 1", "version: 1 # the first", "")]
    public void A_change_of_the_configuration_is_told_in_sentences(string old, string replacement, string effects) =>
        string.Join("; ", Effects(Rules, Replace(Rules, old, replacement), ClientDelivery, ClientDelivery)).ShouldBe(effects);

    [Theory]
    [InlineData("{name: high-traffic, overridable-by: cto}", "{name: high-traffic, overridable-by: qa-engineer}", "cto may no longer override high-traffic at \"Deployment plan\"; high-traffic at \"Deployment plan\" may now be overridden by qa-engineer")]
    [InlineData("        - policy: adequate-testing\n", "", "\"Deployment plan\" no longer asks for the policy adequate-testing")]
    [InlineData("        - checklist: qa\n", "", "\"QA gate\" no longer asks for the checklist qa")]
    [InlineData("- certified: qa-engineer", "- certified: cto", "\"QA gate\" no longer needs a certificate of qa-engineer; \"QA gate\" now needs a certificate of cto")]
    [InlineData("      separate-from: [Production tracking]\n", "", "who decided \"Production tracking\" may now decide \"QA gate\"")]
    [InlineData("bound-to: [runbooks, scripts, release,", "bound-to: [runbooks, scripts,", "what is acknowledged at \"Deployment plan\" no longer includes the release")]
    [InlineData("skip: never # no exceptions", "skip: with-reason", "the stage \"QA gate\" may be skipped with a reason; until now it could never be skipped")]
    [InlineData("decided-by: [production-line-architect, deployment-specialist] # both", "decided-by: [production-line-architect]", "\"Delivery planning\" no longer needs the word of deployment-specialist")]
    public void A_change_of_the_lifecycle_is_told_in_sentences(string old, string replacement, string effects) =>
        string.Join("; ", Effects(Rules, Rules, ClientDelivery, Replace(ClientDelivery, old, replacement))).ShouldBe(effects);

    [Fact]
    public void A_gate_that_is_gone_is_told_with_the_environments_that_no_longer_wait_for_it()
    {
        var start = ClientDelivery.IndexOf("  - name: QA gate\n", StringComparison.Ordinal);
        var end = ClientDelivery.IndexOf("  - name: Deployment coordination\n", StringComparison.Ordinal);

        Effects(Rules, Rules, ClientDelivery, ClientDelivery.Remove(start, end - start)).Take(2).ShouldBe(["the stage \"QA gate\" is gone", "\"QA gate\" is no longer needed for acme-production"]);
    }

    private static IEnumerable<string> Effects(string before, string after, string lifecycleBefore, string lifecycleAfter) =>
        RulesComparison.Effects(Configuration(before), Lifecycle(lifecycleBefore), Configuration(after), Lifecycle(lifecycleAfter));

    private static DeliveryConfiguration Configuration(string text) => DeliveryConfigurationReader.Read(SourceText.From("delivery.yml", text)).Value;

    private static Lifecycle Lifecycle(string text) => LifecycleReader.Read(SourceText.From("ops/lifecycle.yml", text)).Value!;

    private static string Replace(string text, string old, string replacement)
    {
        text.ShouldContain(old);
        return text.Replace(old, replacement, StringComparison.Ordinal);
    }
}
