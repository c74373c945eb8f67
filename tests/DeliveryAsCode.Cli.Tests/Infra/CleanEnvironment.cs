using System.Collections.Immutable;

namespace DeliveryAsCode.Cli.Tests.Infra;

/// <summary>
/// What a process of a test may see: nothing of the CI host around the tests, nothing of the developer's configuration.
/// </summary>
public static class CleanEnvironment
{
    private static readonly string[] Kept = ["PATH", "DOTNET_ROOT", "DOTNET_HOST_PATH", "TMPDIR", "LANG", "SystemRoot"];

    public static ImmutableDictionary<string, string> In(string home) =>
        Kept.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(v => v.Value is not null)
            .ToImmutableDictionary(v => v.Name, v => v.Value!)
            .SetItem("HOME", home)
            .SetItem("DOTNET_NOLOGO", "1")
            .SetItem("DOTNET_CLI_TELEMETRY_OPTOUT", "1")
            .SetItem("GIT_CONFIG_NOSYSTEM", "1")
            .SetItem("GIT_AUTHOR_DATE", "2026-03-02T09:00:00Z")
            .SetItem("GIT_COMMITTER_DATE", "2026-03-02T09:00:00Z");
}
