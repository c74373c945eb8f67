using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Text;
using Newtonsoft.Json.Linq;

namespace DeliveryAsCode.Tests.Configuration;

public class SchemaKeysTests
{
    [Fact]
    public void The_schema_of_delivery_yml_lists_exactly_the_keys_that_are_read() =>
        ShouldAgree("delivery", atLeast: 19, source => DeliveryConfigurationReader.Read(source).Diagnostics);

    [Fact]
    public void The_schema_of_lifecycles_lists_exactly_the_keys_that_are_read() =>
        ShouldAgree("lifecycle", atLeast: 14, source => LifecycleReader.Read(source).Diagnostics);

    [Fact]
    public void Schemas_are_found_by_the_names_that_are_listed()
    {
        Schemas.Names.ShouldContain("delivery");
        Schemas.Names.ShouldContain("lifecycle");
        Schemas.Names.ShouldAllBe(name => JObject.Parse(Schemas.Find(name)!).ContainsKey("title"));
        Schemas.Find("deliveries").ShouldBeNull();
    }

    private static void ShouldAgree(string schema, int atLeast, Func<SourceText, ImmutableArray<Diagnostic>> read)
    {
        var mappings = new SchemaWalk(JObject.Parse(Schemas.Find(schema)!)).Mappings().ToList();

        mappings.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        foreach (var (yaml, keys) in mappings)
            KnownKeys(read(SourceText.From("a.yml", yaml))).ShouldBe(keys, ignoreOrder: true, yaml);
    }

    private static string[] KnownKeys(ImmutableArray<Diagnostic> diagnostics) =>
        diagnostics.Single(d => d.Message.Contains(SchemaWalk.UnknownKey, StringComparison.Ordinal)).Help!["the keys known here are: ".Length..].Split(", ");
}
