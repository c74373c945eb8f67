using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

/// <param name="Path">With the query, as it was sent.</param>
internal sealed record Asked(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Route => Path.Split('?')[0];

    public bool IsWrite => Method != "GET";

    public string? Query(string name) =>
        Path.Split('?') is [_, var query]
            ? query.Split('&').Select(p => p.Split('=', 2)).Where(p => p[0] == name).Select(p => Uri.UnescapeDataString(p[1])).FirstOrDefault()
            : null;
}

/// <summary>How an answer ends.</summary>
internal enum Ending
{
    Whole,

    /// <summary>The connection is cut before the first byte.</summary>
    NoAnswer,

    /// <summary>The connection is cut in the middle of the body.</summary>
    HalfBody,

    /// <summary>Nothing comes, and nothing ends.</summary>
    Silence,
}

internal sealed record Reply(int Status, string Body, params (string Name, string Value)[] Headers)
{
    public Ending Ending { get; init; }

    public string ContentType { get; init; } = "application/json; charset=utf-8";

    /// <summary>In place of the text.</summary>
    public byte[]? Bytes { get; init; }
}

/// <summary>A web server on a free loopback port that answers as it is told, and fails as it is told: it speaks to the socket itself.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<Asked, Reply> _answer;
    private readonly Lock _turn = new();
    private readonly List<Asked> _asked = [];

    private ScriptedServer(Func<Asked, Reply> answer)
    {
        _answer = answer;
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = AcceptAsync();
    }

    public Uri Url { get; }

    public IReadOnlyList<Asked> Requests
    {
        get
        {
            lock (_turn)
                return [.. _asked];
        }
    }

    /// <param name="answer">One request at a time.</param>
    public static ScriptedServer Start(Func<Asked, Reply> answer) => new(answer);

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync(_end.Token), _end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken end)
    {
        using (socket)
        {
            socket.NoDelay = true;
            await using var stream = new NetworkStream(socket);
            try
            {
                while (await ReadAsync(stream, end) is { } asked)
                {
                    Reply reply;
                    lock (_turn)
                    {
                        _asked.Add(asked);
                        reply = _answer(asked);
                    }

                    if (reply.Ending == Ending.Silence)
                    {
                        await stream.CopyToAsync(Stream.Null, end); // until the client has had enough
                        return;
                    }

                    await WriteAsync(stream, reply, end);
                    if (reply.Ending != Ending.Whole)
                    {
                        socket.LingerState = new LingerOption(true, 0);
                        return;
                    }
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client has gone, or the test is over.
            }
        }
    }

    private static async Task<Asked?> ReadAsync(NetworkStream stream, CancellationToken end)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!(head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n"))
        {
            if (await stream.ReadAsync(one, end) == 0)
                return null;

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(l => l[0], l => l[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, end);
        return new Asked(first[0], first[1], headers, Encoding.UTF8.GetString(body));
    }

    private static async Task WriteAsync(NetworkStream stream, Reply reply, CancellationToken end)
    {
        if (reply.Ending == Ending.NoAnswer)
            return;

        var body = reply.Bytes ?? Encoding.UTF8.GetBytes(reply.Body);
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} Said\r\nContent-Length: {body.Length}\r\n");
        if (body.Length > 0)
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {reply.ContentType}\r\n");
        foreach (var (name, value) in reply.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        head.Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ToString()), end);
        await stream.WriteAsync(reply.Ending == Ending.HalfBody ? body.AsMemory(0, body.Length / 2) : body, end);
        await stream.FlushAsync(end);
    }
}
