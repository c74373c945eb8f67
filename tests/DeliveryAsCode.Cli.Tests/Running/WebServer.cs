using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DeliveryAsCode.Cli.Tests.Running;

/// <summary>A real HTTP server on a free loopback port.</summary>
internal sealed class WebServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly int _port;

    private WebServer(Func<HttpListenerRequest, (int Status, string Body)> answer)
    {
        _port = FreePort();
        _listener.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _listener.Start();
        _ = ServeAsync(answer);
    }

    public static WebServer Start(Func<HttpListenerRequest, (int Status, string Body)> answer) => new(answer);

    public string Url(string path) => $"http://127.0.0.1:{_port}{path}";

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ServeAsync(Func<HttpListenerRequest, (int Status, string Body)> answer)
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                var (status, body) = answer(context.Request);
                context.Response.StatusCode = status;
                if (status is >= 300 and < 400)
                    context.Response.RedirectLocation = body;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The test is over, or the client has gone.
            }
        }
    }
}
