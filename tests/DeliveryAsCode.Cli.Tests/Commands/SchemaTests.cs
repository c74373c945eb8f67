using System.Text.Json;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Templates;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class SchemaTests
{
    public static TheoryData<string> Names => [.. Schemas.Names];

    [Fact]
    public void Their_names_are_listed()
    {
        using var folder = DeliveryRepository.WithoutGit();

        Delivery.In(folder).Run("schema").ExitsWith(0).Output.ShouldBe(string.Concat(Schemas.Names.Select(name => name + "\n")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_printed_as_it_is_published(string name)
    {
        using var folder = DeliveryRepository.WithoutGit();

        var outcome = Delivery.In(folder).Run("schema", name).ExitsWith(0);

        outcome.Output.ShouldBe(Schemas.Find(name));
        outcome.Json.GetProperty("$schema").ValueKind.ShouldBe(JsonValueKind.String);
    }
}
