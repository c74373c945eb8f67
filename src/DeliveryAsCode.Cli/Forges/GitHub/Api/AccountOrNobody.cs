using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>GitHub writes nobody as null, or as an object without anything in it.</summary>
internal sealed class AccountOrNobody : JsonConverter<Account?>
{
    public override Account? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ahead = reader;
        if (ahead.TokenType == JsonTokenType.StartObject && ahead.Read() && ahead.TokenType == JsonTokenType.EndObject)
        {
            reader.Skip();
            return null;
        }

        return JsonSerializer.Deserialize(ref reader, GitHubJson.Default.Account);
    }

    public override void Write(Utf8JsonWriter writer, Account? value, JsonSerializerOptions options) => throw new NotSupportedException();
}
