using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Running.Faults;

/// <param name="Conclusion">Null if the program said none.</param>
internal sealed record Ran(Finished Finished, string? Conclusion, string? Reason);

/// <summary>A place with a small repository, in which the built program runs and one of its calls of the system fails.</summary>
internal sealed class FailingCalls(RunFolder place)
{
    /// <summary>Each block tells the world of itself; <c>migrate</c> and <c>answers</c> must not run twice.</summary>
    private const string Plan = """
        ---
        environment: none
        ---
        # Plan

        ## Application

        ### Prepare

        ```sh run idempotent
        echo 'prepare step' >> world
        ```

        ### Migrate

        ```sh run
        echo 'migrate step' >> world
        ```

        ```sh verify
        grep -q 'migrate step' world
        ```

        ```sh undo
        echo 'migrate undo' >> world
        ```

        ## Smoke tests

        ### It answers

        ```sh run
        echo 'answers step' >> world
        ```

        """;

    private static readonly Lazy<string> Shim = new(() => Compile());

    private string Repository => place.PathOf("repository");

    private string Report => place.PathOf("calls");

    public string[] World => place.Read("repository/world");

    public string Executions => Path.Combine(Repository, "plans/executions");

    /// <summary>Every call that was counted, as <c>number name path</c>.</summary>
    public string[] Calls => place.Read("calls");

    public string? Failed => Calls.SingleOrDefault(c => c.Contains(" FAILED ", StringComparison.Ordinal))?.Replace(place.Root, "", StringComparison.Ordinal);

    public FailingCalls Prepare()
    {
        Directory.CreateDirectory(place.PathOf("repository/plans"));
        Directory.CreateDirectory(place.PathOf("home"));
        Directory.CreateDirectory(place.PathOf("tmp"));
        File.WriteAllText(place.PathOf("repository/plans/plan.md"), Plan);
        File.WriteAllText(place.PathOf("repository/delivery.yml"), "version: 1\n");
        Finished.Of("git", ["init", "--quiet", "--initial-branch", "main"], Repository, Variables).ExitCode.ShouldBe(0);
        return this;
    }

    /// <param name="number">Of the call that fails; 0: none, they are only counted.</param>
    public Ran RunFailing(int number) => Run(Variables
        .SetItem("LD_PRELOAD", Shim.Value)
        .SetItem("FAULT_FOLDER", place.Root)
        .SetItem("FAULT_REPORT", Report)
        .SetItem("FAULT_AT", number.ToString(CultureInfo.InvariantCulture)));

    public Ran Run() => Run(Variables);

    private ImmutableDictionary<string, string> Variables => CleanEnvironment.In(place.PathOf("home"))
        .SetItem("TMPDIR", place.PathOf("tmp"))
        .SetItem("GIT_CONFIG_COUNT", "0")
        // Its files and sockets are not the program's, and what runs for a second need not be compiled well.
        .SetItem("DOTNET_EnableDiagnostics", "0")
        .SetItem("DOTNET_TieredPGO", "0");

    private Ran Run(ImmutableDictionary<string, string> variables)
    {
        var finished = Finished.Of("dotnet", [Delivery.Program, "run", "plans/plan.md", "--yes", "--json"], Repository, variables);
        if (!finished.Output.StartsWith('{'))
            return new Ran(finished, null, null);

        using var json = JsonDocument.Parse(finished.Output);
        return new Ran(
            finished,
            json.RootElement.GetProperty("conclusion").GetString(),
            json.RootElement.TryGetProperty("reason", out var reason) ? reason.GetString() : null);
    }

    private static string Compile([CallerFilePath] string here = "")
    {
        DebianPackage.Require("gcc", "build-essential");
        var library = Path.Combine(AppContext.BaseDirectory, "failing-calls.so");
        var compiled = Finished.Of(
            "gcc", ["-O2", "-shared", "-fPIC", "-o", library, Path.Combine(Path.GetDirectoryName(here)!, "failing-calls.c"), "-ldl"],
            AppContext.BaseDirectory, CleanEnvironment.In(AppContext.BaseDirectory));
        compiled.ExitCode.ShouldBe(0, compiled.Error);
        return library;
    }
}
