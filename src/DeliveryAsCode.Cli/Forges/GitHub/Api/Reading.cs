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

    public static T Value<T>(GitHubAnswer answer, JsonTypeInfo<T> type)
    {
        if (!answer.IsJson)
            throw new JsonException($"it is {answer.MediaType ?? "nothing that has a type"}, and not JSON");

        return JsonSerializer.Deserialize(answer.Body, type) ?? throw new JsonException("it is null");
    }
}

internal static class Writing
{
    public static byte[] Of<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);
}
