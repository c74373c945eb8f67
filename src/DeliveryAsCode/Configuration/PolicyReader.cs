using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Configuration;

internal static class PolicyReader
{
    public static RequiredCheck? RequiredCheck(YamlMappingReader check)
    {
        var app = check.Read("app", value => value.Number(least: 1));
        return check.Require("name", value => value.Text(), "give the name of the check run: name: ci/build") is { } name ? new RequiredCheck(name, app) : null;
    }

    public static EscalationPolicy Escalation(YamlMappingReader escalation) => new(
        escalation.Read("acceptable-delay", ConfigurationValues.Days),
        escalation.Text("to"),
        escalation.Named("milestones", MilestoneDelay),
        escalation.Read("escalate-after-attempts", value => value.Number(least: 1)) ?? EscalationPolicy.Default.EscalateAfterAttempts);

    public static Cadence Cadence(YamlMappingReader cadence) => new(cadence.Read("status-update", ConfigurationValues.Every));

    public static AcknowledgementPolicy Acknowledgements(YamlMappingReader acknowledgements) => new(
        acknowledgements.Read("require-signed", value => value.Boolean()) ?? false,
        acknowledgements.Read("expire-after", ConfigurationValues.Duration));

    private static MilestoneDelay? MilestoneDelay(YamlScalar key, YamlValue value) =>
        ConfigurationValues.Days(value) is { } delay ? new MilestoneDelay(key.Value, delay) : null;
}
