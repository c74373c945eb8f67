using System.Net;
using System.Net.Sockets;

namespace DeliveryAsCode.Cli.Tests.Deployments;

internal static class LoopbackPort
{
    /// <summary>Below what the system gives to clients, so that none of the many connections of a test takes it before its server does.</summary>
    private const int First = 15000;

    private const int Last = 32000;
    private const int Tries = 100;

    /// <summary>A port that nobody listens at, asked of the system.</summary>
    public static int Free()
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var port = Random.Shared.Next(First, Last);
            if (IsFree(port))
                return port;
        }

        throw new InvalidOperationException($"no free port between {First} and {Last}");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
