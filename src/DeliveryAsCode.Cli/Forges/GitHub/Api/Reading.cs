using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>How an answer becomes a value. What is not JSON, or lacks something, is thrown back.</summary>
internal static class Reading
{
    /// <exception cref="JsonException">It is not what is expected.</exception>
    public static Func<GitHubAnswer, T> Of<T>(JsonTypeInfo<T> type) => answer => Value(answer, type);

    /// <summary>Null where GitHub says that it is not there.</summary>
    public static Func<GitHubAnswer, T?> Maybe<T>(JsonTypeInfo<T> type)
        where T : class => answer => answer.IsSuccess ? Value(answer, type) : null;

    /// <summary>It is done: there is no content, or some that nobody needs but that only GitHub can have sent.</summary>
    public static bool Done(GitHubAnswer answer)
    {
        if (answer.Status == 204)
            return true;

        RequireJson(answer);
        using var json = JsonDocument.Parse(answer.Body);
        return true;
    }

    public static T Value<T>(GitHubAnswer answer, JsonTypeInfo<T> type)
    {
        RequireJson(answer);
        return JsonSerializer.Deserialize(answer.Body, type) ?? throw new JsonException("it is null");
    }

    private static void RequireJson(GitHubAnswer answer)
    {
        if (!answer.IsJson)
            throw new JsonException($"it is {answer.MediaType ?? "nothing that has a type"}, and not JSON");
    }
}

internal static class Writing
{
    public static byte[] Of<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);
}
