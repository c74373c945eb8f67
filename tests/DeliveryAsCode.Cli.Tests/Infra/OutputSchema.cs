using NJsonSchema;

namespace DeliveryAsCode.Cli.Tests.Infra;

/// <summary>A JSON Schema that an output is held to.</summary>
public sealed class OutputSchema(JsonSchema schema)
{
    /// <summary>A published schema of <c>templates/schemas/output</c>, as the program carries it.</summary>
    public static OutputSchema Of(string command)
    {
        using var stream = typeof(Diagnostics.DiagnosticCatalog).Assembly.GetManifestResourceStream($"templates/schemas/output/{command}.schema.json");
        using var reader = new StreamReader(stream.ShouldNotBeNull($"no schema of the output of {command}"));
        return Parse(reader.ReadToEnd());
    }

    public static OutputSchema Parse(string schema) => new(JsonSchema.FromJsonAsync(schema).GetAwaiter().GetResult());

    public string[] Mistakes(string json) => [.. schema.Validate(json).Select(mistake => $"{mistake.Path}: {mistake.Kind}")];

    public void Accepts(string json) => Mistakes(json).ShouldBeEmpty(json);
}
