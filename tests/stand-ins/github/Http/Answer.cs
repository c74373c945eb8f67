using System.Text;
using System.Text.Json;

namespace DeliveryAsCode.StandIns.GitHub.Http;

internal sealed record Answer(int Status, byte[] Body, string? ContentType = "application/json; charset=utf-8")
{
    public Dictionary<string, string> Headers { get; init; } = [];

    public static Answer Ok(object? body) => Json(200, body);

    public static Answer Created(object body) => Json(201, body);

    public static Answer NoContent => new(204, [], null);

    public static Answer Json(int status, object? body) => new(status, JsonSerializer.SerializeToUtf8Bytes(body));

    public static Answer Raw(byte[] bytes) => new(200, bytes, "application/vnd.github.raw+json; charset=utf-8");

    public static Answer Html(int status) => new(status, Encoding.UTF8.GetBytes("<!DOCTYPE html>\n<html><head><title>Unicorn!</title></head><body><p>We had issues producing the response to your request.</p></body></html>\n"), "text/html; charset=utf-8");

    public Answer With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }
}
