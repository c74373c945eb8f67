using System.Collections.Immutable;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Runbooks;

/// <summary>Reads an <c>http</c> block by the convention of editors: request line, headers, blank line, body.</summary>
internal static class HttpRequestReader
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public static HttpAction? Read(FencedBlock fence, ActionOptions options, int expected, string? contains, Location location, DiagnosticBag bag)
    {
        var lines = fence.Content.Split('\n');
        var words = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var method, var address, ..] || !Methods.Contains(method) || UrlOf(address) is not { } url)
        {
            bag.Report(DiagnosticCatalog.InvalidRequest, Line(fence, 0, bag.Source), $"\"{lines[0]}\" is not a request",
                "write the method and the full address: GET https://example.com/healthz");
            return null;
        }

        var head = lines.Skip(1).TakeWhile(l => l.Trim().Length > 0).ToList();
        var body = string.Join('\n', lines.Skip(2 + head.Count)).TrimEnd('\n');
        return new HttpAction(method, url, ReadHeaders(head, fence, bag), body.Length > 0 ? body : null, expected, contains, options, location);
    }

    private static Uri? UrlOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 ? url : null;

    private static ImmutableArray<KeyValuePair<string, string>> ReadHeaders(List<string> lines, FencedBlock fence, DiagnosticBag bag)
    {
        var headers = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var (line, number) in lines.Select((l, n) => (l, n + 1)))
        {
            if (line.Split(':', 2) is [var name, var value] && name.Trim().Length > 0 && !name.Trim().Contains(' '))
                headers.Add(new(name.Trim(), value.Trim()));
            else
                bag.Report(DiagnosticCatalog.InvalidRequest, Line(fence, number, bag.Source), $"\"{line}\" is not a header", "write Name: value, and an empty line before the body");
        }

        return headers.ToImmutable();
    }

    private static TextSpan Line(FencedBlock fence, int number, SourceText source) =>
        fence.ContentSpan.IsEmpty ? fence.InfoSpan : source.GetLine(source.GetLineIndex(fence.ContentSpan.Start) + number);
}
