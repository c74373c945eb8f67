using System.Runtime.CompilerServices;
using DeliveryAsCode.Cli.Hosts;
using YamlDotNet.RepresentationModel;

namespace DeliveryAsCode.Cli.Tests.Hosts;

/// <summary>What the two actions declare is what the program reads and says, and what the documentation tells.</summary>
public class ActionContractTests
{
    private static readonly string Root = RepositoryRoot();

    [Theory]
    [InlineData("action.yml")]
    [InlineData("action/host/action.yml")]
    public void Inputs_and_outputs_are_those_of_the_program(string file)
    {
        var action = Read(file);

        Keys(action, "inputs").ShouldBe(ActionInputs.Names, ignoreOrder: true);
        Keys(action, "outputs").ShouldBe(ActionOutputs.Names, ignoreOrder: true);
        foreach (var (name, value) in Map(action, "inputs").Concat(Map(action, "outputs")))
            Text(value, "description").ShouldNotBeNullOrWhiteSpace(name);
        Text(Map(action, "inputs")["token"], "default").ShouldBe("${{ github.token }}");
        Text(Map(action, "inputs")["command"], "default").ShouldBe(AllowedEvents.Commands[0]);
    }

    [Fact]
    public void Both_actions_say_the_same_of_them()
    {
        var (container, host) = (Read("action.yml"), Read("action/host/action.yml"));

        foreach (var part in new[] { "inputs", "outputs" })
        {
            foreach (var (name, value) in Map(container, part))
                Text(Map(host, part)[name], "description").ShouldBe(Text(value, "description"));
        }

        foreach (var command in AllowedEvents.Commands)
            Text(Map(container, "inputs")["command"], "description")!.ShouldContain(command);
    }

    [Fact]
    public void The_container_action_passes_nothing_but_inputs()
    {
        Map(Read("action.yml"), "runs").ToDictionary(p => p.Key, p => p.Value.ToString()).ShouldBe(new Dictionary<string, string> { ["using"] = "docker", ["image"] = "Dockerfile" }, ignoreOrder: true);
    }

    [Fact]
    public void The_host_action_hands_over_every_input_and_output_and_puts_nothing_into_a_script()
    {
        var action = Read("action/host/action.yml");
        var steps = ((YamlSequenceNode)Map(action, "runs")["steps"]).Cast<YamlMappingNode>().ToList();

        var last = steps[^1];
        foreach (var input in ActionInputs.Names)
            Text(last["env"], ActionInputs.VariableOf(input)).ShouldBe($"${{{{ inputs.{input} }}}}");
        foreach (var output in ActionOutputs.Names)
            Text(Map(action, "outputs")[output], "value").ShouldBe($"${{{{ steps.delivery.outputs.{output} }}}}");
        steps.Where(s => s.Children.ContainsKey("run")).ShouldAllBe(s => !Text(s, "run")!.Contains("${{", StringComparison.Ordinal));
    }

    [Fact]
    public void The_documentation_names_each_of_them()
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "github.md"));

        foreach (var name in ActionInputs.Names.Concat(ActionOutputs.Names))
            page.ShouldContain($"| `{name}` |");
    }

    private static YamlMappingNode Read(string file)
    {
        using var reader = File.OpenText(Path.Combine(Root, file));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static Dictionary<string, YamlNode> Map(YamlMappingNode node, string name) =>
        ((YamlMappingNode)node[name]).ToDictionary(p => ((YamlScalarNode)p.Key).Value!, p => p.Value);

    private static string[] Keys(YamlMappingNode node, string name) => [.. Map(node, name).Keys];

    private static string? Text(YamlNode node, string name) =>
        node is YamlMappingNode map && map.Children.TryGetValue(name, out var value) ? ((YamlScalarNode)value).Value : null;

    private static string RepositoryRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
