using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Configuration;

/// <summary>A real target of deployments.</summary>
/// <param name="DeploymentWindows">When deployments may start; empty for always.</param>
/// <param name="HighTraffic">When they may not.</param>
/// <param name="AllowedHosts">What HTTP steps and metrics may call.</param>
/// <param name="Variables">What a runbook may name of the process environment.</param>
/// <param name="Times">Windows, high-traffic periods and freezes as the file has them: an approval is of a plan at these times.</param>
/// <param name="Location">The environment's name in <c>delivery.yml</c>.</param>
public sealed record DeploymentEnvironment(
    string Name,
    ImmutableArray<WeeklyPeriod> DeploymentWindows,
    ImmutableArray<WeeklyPeriod> HighTraffic,
    ImmutableArray<Freeze> Freezes,
    ImmutableArray<AllowedHost> AllowedHosts,
    VariableList Variables,
    string Times,
    Location Location);

/// <param name="Plain">Shown in logs.</param>
/// <param name="Secrets">Masked everywhere.</param>
public sealed record VariableList(ImmutableArray<string> Plain, ImmutableArray<string> Secrets)
{
    public static VariableList None { get; } = new([], []);

    public bool Contains(string name) => Plain.Contains(name) || Secrets.Contains(name);
}

/// <param name="Host">Name or address, lower case; an IPv6 address without brackets.</param>
/// <param name="Port">Null for the scheme's own.</param>
public sealed record AllowedHost(string Host, int? Port)
{
    /// <summary>The host or the host and its port, as a configuration writes it; null for anything else.</summary>
    public static AllowedHost? Parse(string text)
    {
        var (host, port) = text switch
        {
            ['[', .. var rest] when rest.Split(']') is [var address, ['.' or ':', ..] or ""] => (address, rest[(address.Length + 1)..]),
            _ when text.Split(':') is [var name, var number] => (name, ":" + number),
            _ => (text, ""),
        };
        return Uri.CheckHostName(host) is UriHostNameType.Unknown ? null
            : port.Length == 0 ? new AllowedHost(host.ToLowerInvariant(), null)
            : ParsePort(port[1..]) is { } parsed ? new AllowedHost(host.ToLowerInvariant(), parsed)
            : null;
    }

    /// <summary>Whether the address may be called. The name alone is judged, not where it leads.</summary>
    public bool Allows(Uri url) =>
        string.Equals(Host, url.IdnHost.Trim('[', ']'), StringComparison.OrdinalIgnoreCase) && (Port is { } port ? port == url.Port : url.IsDefaultPort);

    public override string ToString() => (Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host) + (Port is { } port ? $":{port}" : "");

    private static int? ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : null;
}
