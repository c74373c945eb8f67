using System.Collections.Immutable;
using System.Text;
using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Execution;

/// <summary>The environment of a step: what it needs, and nothing that the program itself was given.</summary>
public static class StepVariables
{
    /// <summary>Taken from the program's own environment.</summary>
    public static readonly ImmutableArray<string> Inherited = ["PATH", "HOME", "LANG", "TMPDIR", "TZ"];

    /// <summary>Linux takes 32 pages with the NUL at the end.</summary>
    private const int Longest = 128 * 1024 - 1;

    private static readonly ImmutableArray<string> _refusedPrefixes =
    [
        "GITHUB_", "RUNNER_", "ACTIONS_", "INPUT_", "STATE_",
        "SYSTEM_", "BUILD_", "AGENT_", "PIPELINE_", "ENDPOINT_AUTH", "ENDPOINT_DATA", "SECUREFILE_", "VSTS_", "VSO_",
        "LD_", "DYLD_", "BASH_FUNC_", "GIT_", "NPM_CONFIG_", "DELIVERY_",
        "DOTNET_", "COMPLUS_", "CORECLR_", "COREHOST_", "MONO_",
        "PYTHON", "PERL5", "RUBY",
    ];

    private static readonly ImmutableHashSet<string> _refused = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        [
            .. Inherited, "CI", "TF_BUILD", "SSH_ASKPASS", "USER", "SHELL", "PWD",
            "BASH_ENV", "ENV", "BASHOPTS", "SHELLOPTS", "PS4", "IFS", "CDPATH", "GLOBIGNORE", "PROMPT_COMMAND", "BASH_XTRACEFD",
            "NODE_OPTIONS", "NODE_PATH", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH",
            "PSMODULEPATH", "GLIBC_TUNABLES", "GCONV_PATH", "HOSTALIASES", "RES_OPTIONS", "LOCPATH", "NLSPATH",
            "PAGER", "EDITOR", "VISUAL", "LESSOPEN", "LESSCLOSE", "BROWSER",
        ]);

    /// <summary>
    /// Why a runbook, a configuration or the output of a step must not set the variable, or null. The variables of the
    /// runner, of the forge and of its identity tokens are never given to a step, and those that change what other
    /// programs do are nobody's to set.
    /// </summary>
    public static string? WhyRefused(string name)
    {
        if (!IsName(name))
            return "it is not a name of an environment variable: letters, digits and _, not beginning with a digit";

        return _refused.Contains(name) || _refusedPrefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase))
            ? "it belongs to the system, the runner or the forge, or changes what programs do"
            : null;
    }

    /// <summary>
    /// Why the variable would not arrive as it is, or null. Bytes that are not UTF-8 were replaced where they were read,
    /// and what they were is lost.
    /// </summary>
    public static string? WhyUnusable(string name, string value) =>
        value.Contains('\0', StringComparison.Ordinal) ? "its value holds a NUL character, which no variable can"
        : value.Contains('\uFFFD', StringComparison.Ordinal) || !IsWellFormed(value) ? "its value holds bytes that are not UTF-8, or U+FFFD in their place"
        : name.Length + 1 + Encoding.UTF8.GetByteCount(value) > Longest ? $"its value is longer than the {Longest} bytes that a variable can have with its name"
        : null;

    /// <param name="host">The program's own environment.</param>
    /// <param name="values">Values of the environment's list, by name.</param>
    public static ImmutableSortedDictionary<string, string> Of(
        RunbookExecution execution,
        Perform perform,
        IReadOnlyDictionary<string, string> host,
        IReadOnlyDictionary<string, string> values)
    {
        var variables = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var name in Inherited.Where(host.ContainsKey))
            variables[name] = host[name];
        foreach (var name in DeclaredFor(execution.Runbook, perform.Action).Where(values.ContainsKey))
            variables[name] = values[name];
        foreach (var (name, value) in execution.Outputs.Where(o => !StrategyPart.IsOwnOutput(o.Key)))
            variables[name] = value;
        foreach (var (name, value) in OwnVariables(execution, perform))
            variables[name] = value;
        return variables.ToImmutable();
    }

    private static IEnumerable<string> DeclaredFor(Runbook runbook, StepAction action) =>
        action.Options.Env is { } narrowed ? runbook.Env.Intersect(narrowed) : runbook.Env;

    private static IEnumerable<KeyValuePair<string, string>> OwnVariables(RunbookExecution execution, Perform perform)
    {
        var started = execution.Started!;
        yield return new("DELIVERY_EXECUTION", started.Execution);
        yield return new("DELIVERY_STEP_KEY", perform.Key);
        yield return new("DELIVERY_ENVIRONMENT", started.Environment);
        if (started.Delivery is { } delivery)
            yield return new("DELIVERY_ID", delivery);
        if ((started.Release?.Commit ?? started.Commit) is { } commit)
            yield return new("DELIVERY_COMMIT", commit);
        if (started.Release?.Artifact is { } artifact)
            yield return new("DELIVERY_ARTIFACT", artifact);
        if (perform.Action.Options.Given is { } given && given.Resolve(execution.Outputs) is { } value)
            yield return new(given.Variable, value);
    }

    private static bool IsWellFormed(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsSurrogate(value[i]) && !(i + 1 < value.Length && char.IsSurrogatePair(value[i], value[++i])))
                return false;
        }

        return true;
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
