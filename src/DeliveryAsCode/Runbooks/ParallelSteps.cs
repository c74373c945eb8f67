using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Runbooks;

/// <summary>Steps that run at once: neighbours in a phase that are all marked <c>parallel</c>.</summary>
public static class ParallelSteps
{
    /// <summary>The steps of a phase in their order, those together that run at once; all others stand alone.</summary>
    public static ImmutableArray<ImmutableArray<Step>> GroupsOf(Phase phase)
    {
        var groups = ImmutableArray.CreateBuilder<ImmutableArray<Step>>();
        foreach (var step in phase.Steps)
        {
            if (step.IsParallel && groups is [.., [.., { IsParallel: true }] last])
                groups[^1] = last.Add(step);
            else
                groups.Add([step]);
        }

        return groups.ToImmutable();
    }

    /// <summary>Reports what cannot be done beside something else.</summary>
    internal static void Check(Phase phase, DiagnosticBag bag)
    {
        foreach (var step in phase.Steps.Where(s => s.IsParallel))
        {
            if (WhyAlone(step) is { } why)
                bag.Report(DiagnosticCatalog.CannotRunBeside, step.Location.Span, $"\"{step.Title}\" is to run beside others, and {why}", "take \"parallel\" away, or make it two steps");
        }

        foreach (var group in GroupsOf(phase).Where(g => g.Length > 1))
            CheckOutputs(group, bag);
    }

    private static string? WhyAlone(Step step) => step switch
    {
        { NeedsPerson: true } => "asks a person",
        { Strategy: not null } => "has a strategy, whose parts run one after the other",
        { Watch: not null } => "watches what the others change",
        _ => null,
    };

    private static void CheckOutputs(ImmutableArray<Step> group, DiagnosticBag bag)
    {
        foreach (var giver in group)
        {
            if (giver.Run?.Options.Output is not { } name)
                continue;

            foreach (var taker in group.Where(s => s != giver && Mentions(s, name)))
                bag.Report(DiagnosticCatalog.CannotRunBeside, taker.Location.Span, $"\"{taker.Title}\" uses {name}, which \"{giver.Title}\" finds out at the same time", "let it run later: take \"parallel\" away");
            foreach (var again in group.SkipWhile(s => s != giver).Skip(1).Where(s => s.Run?.Options.Output == name))
                bag.Report(DiagnosticCatalog.CannotRunBeside, again.Location.Span, $"\"{again.Title}\" and \"{giver.Title}\" both give {name}, and nobody knows whose is the last", "give one of them another name");
        }
    }

    private static bool Mentions(Step step, string variable) => new[] { step.Run, step.Verify, step.Undo }.OfType<ScriptAction>()
        .Any(script => Regex.IsMatch(script.Source, $@"\b{Regex.Escape(variable)}\b", RegexOptions.NonBacktracking));
}
