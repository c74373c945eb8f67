using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Text;
using Newtonsoft.Json.Linq;

namespace DeliveryAsCode.Tests.Configuration;

internal static class ConfigurationExamples
{
    /// <summary>Has every key that there is, at least once.</summary>
    public static SourceText Full =>
        SourceText.Decode("delivery.yml", File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Configuration", "Examples", "full.yml")));

    public static SourceText Template(string path) => SourceText.Decode(path, BuiltInTemplates.Find(path)!);

    public static ReadResult<DeliveryConfiguration> Read(string yaml) =>
        DeliveryConfigurationReader.Read(SourceText.From("delivery.yml", yaml));

    /// <summary>As an editor sees the file: plain values have the types of YAML's core schema.</summary>
    public static JToken ToJson(string yaml) => ToJson(YamlReader.Read(SourceText.From("delivery.yml", yaml)).Value);

    private static JToken ToJson(YamlNode? node) => node switch
    {
        null or YamlScalar { IsNull: true } => JValue.CreateNull(),
        YamlScalar { IsQuoted: true } text => text.Value,
        YamlScalar { Value: "true" or "false" } flag => flag.Value == "true",
        YamlScalar plain when long.TryParse(plain.Value, out var number) => number,
        YamlScalar plain when double.TryParse(plain.Value, out var number) => number,
        YamlScalar plain => plain.Value,
        YamlSequence list => new JArray(list.Items.Select(ToJson)),
        YamlMapping mapping => new JObject(mapping.Entries.Select(e => new JProperty(e.Key.Value, ToJson(e.Value)))),
        _ => throw new InvalidOperationException(),
    };
}
