using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using DeliveryAsCode.Configuration;

namespace DeliveryAsCode.Cli.Running;

/// <summary>
/// Which hosts a runbook may call, judged by name and again by the address that is dialled, so that neither a redirect nor
/// a name that changes its address leads anywhere else.
/// </summary>
/// <param name="hosts">Null, for a runbook without environment and so without secrets: any.</param>
internal sealed class HttpAllowList(ImmutableArray<AllowedHost>? hosts)
{
    private static readonly IPAddress _azureMetadata = IPAddress.Parse("168.63.129.16");

    public static HttpAllowList Of(RunRequest request) => new(request.Runbook.IsGated ? request.AllowedHosts ?? [] : null);

    /// <summary>Why the address must not be called, or null.</summary>
    public string? WhyRefused(Uri url)
    {
        if (url.Scheme is not ("http" or "https"))
            return $"{url.Scheme}:// cannot be called, only http:// and https://";
        if (url.UserInfo.Length > 0)
            return "an address must not hold a user name or password";

        return hosts is null || hosts.Value.Any(h => h.Allows(url)) ? null : $"{url.Host}:{url.Port} is not among the environment's allowed-hosts";
    }

    public static async Task<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        var permitted = addresses.Where(a => MayDial(target.Host, a)).ToArray();
        if (permitted.Length == 0)
            throw new HttpRequestException($"{target.Host} leads to {string.Join(", ", addresses.AsEnumerable())}, which must not be called by that name");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(permitted, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Metadata services of clouds hand out credentials: never. Our own machine only by a name that says so.</summary>
    private static bool MayDial(string host, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IsMetadata(plain))
            return false;

        return !IsOwnMachine(plain) || Same(host, "localhost") || IPAddress.TryParse(host, out _);
    }

    private static bool IsOwnMachine(IPAddress address) => IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static bool IsMetadata(IPAddress address) =>
        address.IsIPv6LinkLocal || address.Equals(_azureMetadata)
        || address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..];

    private static bool Same(string a, string b) => string.Equals(a.Trim('[', ']'), b.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
}
