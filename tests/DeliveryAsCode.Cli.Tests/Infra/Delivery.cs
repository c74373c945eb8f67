using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DeliveryAsCode.Cli.Tests.Infra;

/// <summary>The built program, as a real process: <c>Delivery.In(repository).Run("check").ExitsWith(1).Prints("…")</c>.</summary>
public sealed record Delivery(string Folder, ImmutableDictionary<string, string> Environment)
{
    /// <summary>As it is shipped: published beside the tests when their project is built.</summary>
    public static readonly string Program = Path.Combine(AppContext.BaseDirectory, "program", "delivery.dll");

    public static Delivery In(DeliveryRepository repository) => new(repository.Path, CleanEnvironment.In(repository.Home));

    /// <summary>The same, started in a folder of the repository.</summary>
    public Delivery At(string folder) => this with { Folder = Path.Combine(Folder, folder) };

    public Delivery With(string variable, string value) => this with { Environment = Environment.SetItem(variable, value) };

    public Outcome Run(params string[] arguments) =>
        new($"delivery {string.Join(' ', arguments)}", Finished.Of("dotnet", [Program, .. arguments], Folder, Environment));
}

/// <summary>What a run gave, with the assertions that read as the end of the sentence.</summary>
public sealed record Outcome(string CommandLine, Finished Finished)
{
    public string Output => Finished.Output;

    public string Error => Finished.Error;

    public int ExitCode => Finished.ExitCode;

    /// <summary>Standard output, read as the one JSON value it must be.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public Outcome ExitsWith(int code)
    {
        ExitCode.ShouldBe(code, ToString());
        return this;
    }

    public Outcome Prints(string text)
    {
        Output.ShouldContain(text, Case.Sensitive, ToString());
        return this;
    }

    public Outcome DoesNotPrint(string text)
    {
        Output.ShouldNotContain(text, Case.Sensitive, ToString());
        return this;
    }

    public Outcome PrintsNothing()
    {
        Output.ShouldBeEmpty(ToString());
        return this;
    }

    /// <summary>Standard output is the golden file beside the test.</summary>
    public Outcome PrintsAsIn(string goldenFile, [CallerFilePath] string test = "")
    {
        Golden.Match(Output, goldenFile, test);
        return this;
    }

    public Outcome Complains(string text)
    {
        Error.ShouldContain(text, Case.Sensitive, ToString());
        return this;
    }

    public Outcome DoesNotComplain()
    {
        Error.ShouldBeEmpty(ToString());
        return this;
    }

    public override string ToString() => $"$ {CommandLine}\n{Output}{Error}[exit code {ExitCode}]";
}
