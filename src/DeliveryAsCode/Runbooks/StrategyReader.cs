using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Metrics;

namespace DeliveryAsCode.Runbooks;

/// <summary>Reads a block <c>yaml strategy</c>.</summary>
internal sealed class StrategyReader(DiagnosticBag bag)
{
    private const int MostParts = 100;
    private const int LongestName = 40;
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromMinutes(10);
    private static readonly string[] Kinds = ["canary", "feature-flag", "rolling", "blue-green"];

    /// <returns>Null, after reporting why, if it cannot be carried out.</returns>
    public Strategy? Read(FencedBlock fence)
    {
        var (node, diagnostics) = YamlReader.Read(bag.Source, fence.ContentSpan);
        bag.AddRange(diagnostics);
        if (node is null && diagnostics.IsEmpty)
            bag.Report(DiagnosticCatalog.InvalidStrategy, fence.InfoSpan, "the block names no strategy", $"write one of: {string.Join(", ", Kinds)}");
        return node is null ? null : new YamlValue(node, bag).Mapping(Read);
    }

    private Strategy? Read(YamlMappingReader mapping)
    {
        List<Strategy?> read =
        [
            .. ReadKind(mapping, "canary", ReadShares),
            .. ReadKind(mapping, "feature-flag", ReadShares),
            .. ReadKind(mapping, "rolling", ReadRolling),
            .. ReadKind(mapping, "blue-green", ReadBlueGreen),
        ];
        if (read.Count != 1 && mapping.Entries.All(e => Kinds.Contains(e.Key.Value)))
        {
            bag.Report(DiagnosticCatalog.InvalidStrategy, mapping.Span, read.Count == 0 ? "the block names no strategy" : "a step has one strategy",
                $"write exactly one of: {string.Join(", ", Kinds)}");
        }

        return read is [var only] ? only : null;
    }

    private static IEnumerable<Strategy?> ReadKind(YamlMappingReader mapping, string kind, Func<YamlValue, Strategy?> read) =>
        mapping.Find(kind) is { } value ? [read(value)] : [];

    private Strategy? ReadShares(YamlValue value) => value.Mapping(shares =>
    {
        var weights = shares.Require("weights", ReadWeights, "write the shares in per cent, ascending: [5, 25, 50, 100]") ?? [];
        var bake = shares.Require("bake", ReadDuration, "write how long each share is watched: bake: 10m");
        var waiting = shares.Read("while-waiting", ReadWhileWaiting);
        return weights.IsEmpty || bake is not { } time ? null : new SharesStrategy(weights, time, waiting, bag.Source.Locate(value.Node.Span));
    });

    private Strategy? ReadRolling(YamlValue value) => value.Mapping(rolling =>
    {
        var batches = rolling.Require("batches", ReadBatches, "write their names, [a, b, c], or how many there are") ?? [];
        var bake = rolling.Read("bake", ReadDuration);
        return batches.IsEmpty ? null : new RollingStrategy(batches, bake, bag.Source.Locate(value.Node.Span));
    });

    private Strategy? ReadBlueGreen(YamlValue value) => value.Mapping(colors =>
    {
        var names = colors.Read("colors", ReadColors) ?? ["blue", "green"];
        var isRepeatable = colors.Read("idempotent", v => v.Boolean()) ?? false;
        var active = colors.Require("active", v => ReadCommand(v, isRepeatable: true), "write the command that prints the active color: active: ./ops/active-color.sh");
        var change = colors.Require("switch", v => ReadCommand(v, isRepeatable), "write the command that sends users to $DELIVERY_COLOR: switch: ./ops/switch.sh");
        return active is null || change is null || names is not [var first, var second] ? null : new BlueGreenStrategy(first, second, active, change, bag.Source.Locate(value.Node.Span));
    });

    private static ImmutableArray<int>? ReadWeights(YamlValue value)
    {
        if (value.List(item => (YamlValue?)item) is not { } items)
            return null;

        var weights = ImmutableArray.CreateBuilder<int>();
        foreach (var item in items)
        {
            if (item.Number(1, 100) is not { } weight)
                return null;
            if (weights.Count > 0 && weight <= weights[^1])
                return Refuse(item, $"{weight} is not more than the {weights[^1]} before it", "write the shares in per cent, ascending: [5, 25, 50, 100]");
            weights.Add(weight);
        }

        return weights.Count > 0 ? weights.ToImmutable() : Refuse(value, "there is no share", "write the shares in per cent, ascending: [5, 25, 50, 100]");
    }

    private static ImmutableArray<int>? Refuse(YamlValue value, string message, string help)
    {
        value.Report(DiagnosticCatalog.InvalidStrategy, message, help);
        return null;
    }

    private static ImmutableArray<string>? ReadBatches(YamlValue value)
    {
        if (value.Node is YamlSequence)
            return ReadNames(value, 1, MostParts, "name what is deployed together: [a, b, c]");

        return value.Number(1, MostParts) is { } count
            ? [.. Enumerable.Range(1, count).Select(n => n.ToString(CultureInfo.InvariantCulture))]
            : null;
    }

    private static ImmutableArray<string>? ReadColors(YamlValue value) => ReadNames(value, 2, 2, "name two: [blue, green]");

    private static ImmutableArray<string>? ReadNames(YamlValue value, int least, int most, string help)
    {
        if (value.List(item => ReadName(item)) is not { } names || ((YamlSequence)value.Node).Items.Length != names.Length)
            return null;
        if (names.Length >= least && names.Length <= most && names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Length)
            return names;

        value.Report(DiagnosticCatalog.InvalidStrategy, names.Length < least ? "there are too few names" : names.Length > most ? "there are too many names" : "a name is given twice", help);
        return null;
    }

    /// <summary>It becomes part of an id, which people type.</summary>
    private static string? ReadName(YamlValue value)
    {
        if (value.Text() is not { } name)
            return null;
        if (name.Length <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            return name;

        value.Report(DiagnosticCatalog.InvalidStrategy, $"\"{name}\" is not a name of a part", $"use at most {LongestName} letters, digits and - _ .");
        return null;
    }

    private ScriptAction? ReadCommand(YamlValue value, bool isRepeatable) => value.Text() is { } command
        ? new ScriptAction(Interpreter.Bash, $"{command.TrimEnd()}\n", CommandOptions with { IsIdempotent = isRepeatable }, bag.Source.Locate(value.Node.Span))
        : null;

    private static ActionOptions CommandOptions { get; } = new(CommandTimeout, 0, TimeSpan.FromSeconds(1), false, false, "", null, false, null, false, null);

    private static TimeSpan? ReadDuration(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;
        if (DurationText.Parse(text) is { } duration && duration > TimeSpan.Zero)
            return duration;

        value.Report(DiagnosticCatalog.YamlWrongKind, $"\"{text}\" is not a duration", DurationText.Help);
        return null;
    }

    private static WhileWaiting? ReadWhileWaiting(YamlValue value)
    {
        switch (value.Text())
        {
            case "hold":
                return WhileWaiting.Hold;
            case "shift-back":
                return WhileWaiting.ShiftBack;
            case { } other:
                value.Report(DiagnosticCatalog.YamlWrongKind, $"\"{other}\" is nothing that can hold while a person decides", Suggestion.Help(other, ["hold", "shift-back"]) ?? "write hold or shift-back");
                return null;
            default:
                return null;
        }
    }
}
