using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Configuration;

internal static class EnvironmentReader
{
    /// <summary>What a runbook names in place of an environment.</summary>
    private const string Ungated = "none";

    private static readonly string[] TimeKeys = ["deployment-windows", "high-traffic", "freezes"];

    public static DeploymentEnvironment? Read(YamlScalar key, YamlValue value)
    {
        var name = ConfigurationValues.Name(key, value.Findings);
        if (name == Ungated)
        {
            value.Findings.Report(DiagnosticCatalog.ConfigurationName, key.Span, $"\"{Ungated}\" cannot be an environment: runbooks write it when they are for none", "give it the name of what is deployed to");
            return null;
        }

        return name is null ? null : value.Mapping(environment => new DeploymentEnvironment(
            name,
            environment.List("deployment-windows", CalendarReader.ReadWeekly),
            environment.List("high-traffic", CalendarReader.ReadWeekly),
            environment.List("freezes", FreezeReader.Read),
            environment.List("allowed-hosts", ReadHost),
            environment.Mapping("env", ReadVariables) ?? VariableList.None,
            TimesIn(environment),
            value.Findings.Source.Locate(key.Span)));
    }

    private static string TimesIn(YamlMappingReader environment) =>
        string.Join('\n', TimeKeys.Select(name => environment.Find(name) is { } times ? environment.Findings.Source.ToString(times.Node.Span) : ""));

    private static VariableList ReadVariables(YamlMappingReader env)
    {
        var plain = env.List("plain", ConfigurationValues.Variable);
        var shown = plain.ToHashSet();
        return new VariableList(plain, env.List("secrets", value => ReadSecret(value, shown)));
    }

    private static string? ReadSecret(YamlValue value, HashSet<string> plain)
    {
        var name = ConfigurationValues.Variable(value);
        if (name is not null && plain.Contains(name))
            value.Report(DiagnosticCatalog.ConfigurationName, $"\"{name}\" is listed as plain and as secret", "keep it among the secrets only, so that it is masked");
        return name;
    }

    private static AllowedHost? ReadHost(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;
        if (AllowedHost.Parse(text) is { } host)
            return host;

        value.Report(DiagnosticCatalog.ConfigurationHost, $"\"{text}\" is no host", "write a name or address, with a port if it needs one, and nothing else: acme.example or \"127.0.0.1:8080\"");
        return null;
    }
}
