using System.Collections.Immutable;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Execution;

/// <summary>Runbooks for tests, in a few words.</summary>
internal static class ARunbook
{
    public static readonly ActionOptions Options = new(
        TimeSpan.FromSeconds(30), 0, TimeSpan.Zero, false, false, "", null, false, null, false, null);

    public static Location Here { get; } = Location.OfFile("runbook.md");

    public static Runbook Of(params ImmutableArray<Phase> phases) => new(
        "runbook.md", "Support Bot 1.4.0", "sha256:" + new string('a', 64), Runbook.NoEnvironment, null, [], [],
        TimeSpan.FromMinutes(15), null, Here, phases);

    public static Phase Phase(PhaseKind kind, params ImmutableArray<Step> steps) =>
        new(Slug(kind), kind.ToString(), kind, [], [.. steps.Select(s => s with { Id = $"{Slug(kind)}/{s.Id}" })], Here);

    public static Step Step(string name, StepAction? run = null, StepAction? verify = null, StepAction? undo = null) =>
        new(name, name, run, verify, undo, null, null, null, null, false, null, Here);

    public static ScriptAction Bash(string source, Func<ActionOptions, ActionOptions>? with = null) =>
        new(Interpreter.Bash, source, with is null ? Options : with(Options), Here);

    public static HttpAction Get(string url, int expect = 200, string? contains = null) =>
        new("GET", new Uri(url), [], null, expect, contains, Options with { Timeout = TimeSpan.FromSeconds(5) }, Here);

    public static StepCondition Condition(string text) =>
        new(text, ((FactReading.Read)FactReading.Of(text)).Expression, [], Here);

    private static string Slug(PhaseKind kind) => DeliveryAsCode.Text.KebabCase.Of(kind);
}
