using System.Collections.Immutable;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>What a workflow says behind <c>with:</c>. An input that is not given is an empty text: GitHub enforces no <c>required</c>.</summary>
/// <param name="Command">Which command of the program; empty: <c>check</c>.</param>
/// <param name="Arguments">As <see cref="ArgumentWords"/> reads them.</param>
/// <param name="Path">The repository, from the workspace.</param>
/// <param name="Environment">The only environment that may be deployed to.</param>
internal sealed record ActionInputs(string Command, string Arguments, string Path, string Environment, string Token, string AppId, string AppKey)
{
    /// <summary>All of them, as <c>action.yml</c> declares them.</summary>
    public static ImmutableArray<string> Names { get; } = ["command", "arguments", "path", "environment", "token", "app-id", "app-key"];

    /// <summary>What nobody may see.</summary>
    public IEnumerable<string> Secrets => new[] { Token, AppKey }.Where(s => s.Length > 0);

    public static ActionInputs Of(ImmutableDictionary<string, string> environment)
    {
        return new(Get("command"), Get("arguments"), Get("path"), Get("environment"), Get("token"), Get("app-id"), Get("app-key"));

        string Get(string name) => environment.GetValueOrDefault(VariableOf(name), "").Trim();
    }

    /// <summary>
    /// Blanks become underscores and hyphens stay:
    /// https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs.
    /// </summary>
    public static string VariableOf(string input) => $"INPUT_{input.Replace(' ', '_').ToUpperInvariant()}";
}
