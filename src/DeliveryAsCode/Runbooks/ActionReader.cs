using System.Collections.Immutable;
using System.Globalization;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Runbooks;

internal enum FenceRole
{
    Run,
    Verify,
    Undo,
}

/// <summary>Reads one fenced block of a runbook into what runs.</summary>
internal sealed class ActionReader(FencedBlock fence, DiagnosticBag bag)
{
    private const string Example = "example";
    private const string Http = "http";
    private static readonly TimeSpan ScriptTimeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan HttpTimeout = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<string, Interpreter> Interpreters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bash"] = Interpreter.Bash,
        ["sh"] = Interpreter.Sh,
        ["pwsh"] = Interpreter.PowerShell,
        ["powershell"] = Interpreter.PowerShell,
        ["python"] = Interpreter.Python,
    };

    private static readonly Dictionary<string, FenceRole> Roles = new()
    {
        ["run"] = FenceRole.Run,
        ["verify"] = FenceRole.Verify,
        ["undo"] = FenceRole.Undo,
    };

    private static readonly string[] Common = ["timeout", "retry", "backoff", "idempotent", "continue-on-error", "log", "point-of-no-return", "previous-version-compatible", "output"];
    private static readonly string[] OfScript = [.. Common, "workdir", "env"];
    private static readonly string[] OfHttp = [.. Common, "expect", "contains"];

    private bool IsHttp => string.Equals(fence.Language, Http, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the block is more than prose: a language that runs, and not an example.</summary>
    public static bool Executes(FencedBlock fence) =>
        IsLanguage(fence.Language) && !IsExample(fence);

    private static bool IsExample(FencedBlock fence) => fence.Attributes.Any(a => a is { Name: Example, Value: null });

    private static bool IsStrategyOrWatch(FencedBlock fence) =>
        fence.Language is "yaml" or "yml" && !IsExample(fence) && fence.Attributes.Any(a => a is { Name: "strategy" or "watch", Value: null });

    public static bool IsStrategy(FencedBlock fence) => IsStrategyOrWatch(fence) && fence.Attributes.Any(a => a.Name == "strategy");

    public static bool IsWatch(FencedBlock fence) => IsStrategyOrWatch(fence) && fence.Attributes.Any(a => a.Name == "watch");

    /// <summary>A block that says how it would run, in a language that does not: it is a slip, not prose.</summary>
    public static bool LooksExecutable(FencedBlock fence) =>
        !Executes(fence) && !IsExample(fence) && !IsStrategyOrWatch(fence)
        && fence.Attributes.Any(a => (a.Value is null && Roles.ContainsKey(a.Name)) || (a.Value is not null && OfScript.Contains(a.Name)));

    public static void ReportNotRunnable(FencedBlock fence, DiagnosticBag bag) =>
        bag.Report(DiagnosticCatalog.UnknownFenceAttribute, fence.InfoSpan, $"a {fence.Language} block does not run, and this one says how it should",
            $"write it as {string.Join(", ", Interpreters.Keys)} or {Http}, or mark it as \"example\"");

    /// <returns>Null, after reporting why, if nothing could run, or if the role is misspelt and anybody's guess.</returns>
    public (FenceRole Role, StepAction Action)? Read()
    {
        var role = ReadRole();
        var options = ReadOptions();
        if (fence.Attributes.Any(IsMisspeltRole))
            return null;

        ReportSwallowed();
        var location = bag.Source.Locate(fence.InfoSpan);
        StepAction? action = IsHttp
            ? HttpRequestReader.Read(fence, options, Status(), Text("contains"), location, bag)
            : new ScriptAction(Interpreters[fence.Language], fence.Content, options, location);
        return action is null ? null : (role, action);
    }

    private bool IsMisspeltRole(FenceAttribute attribute) =>
        attribute.Value is null && !Roles.ContainsKey(attribute.Name) && !(IsHttp ? OfHttp : OfScript).Contains(attribute.Name)
        && Suggestion.Nearest(attribute.Name, Roles.Keys) is not null;

    /// <summary>A block whose end was forgotten goes on to the next one's, and would run what was meant to undo it.</summary>
    private void ReportSwallowed()
    {
        for (var line = bag.Source.GetLineIndex(fence.ContentSpan.Start); line < bag.Source.LineCount && bag.Source.GetLine(line).Start < fence.ContentSpan.End; line++)
        {
            var text = bag.Source.Slice(bag.Source.GetLine(line)).Trim();
            var marks = text.TrimStart("`~");
            if (text.Length - marks.Length >= 3 && marks.Length > 0 && IsLanguage(marks[..(marks.IndexOf(' ') is >= 0 and var space ? space : marks.Length)].ToString()))
            {
                bag.Report(DiagnosticCatalog.UnclosedFence, bag.Source.GetLine(line), "another block begins inside this one, so its end was forgotten",
                    "close the block above with a line of its own marks");
            }
        }
    }

    private static bool IsLanguage(string word) => Interpreters.ContainsKey(word) || string.Equals(word, Http, StringComparison.OrdinalIgnoreCase);

    private FenceRole ReadRole()
    {
        var roles = fence.Attributes.Where(a => a.Value is null && Roles.ContainsKey(a.Name)).ToList();
        foreach (var again in roles.Skip(1))
        {
            bag.Report(DiagnosticCatalog.InvalidFenceAttribute, again.Span, $"a block has one role, and this one is already \"{roles[0].Name}\"",
                "make it two blocks");
        }

        return roles.Count == 0 ? FenceRole.Run : Roles[roles[0].Name];
    }

    private ActionOptions ReadOptions()
    {
        var known = IsHttp ? OfHttp : OfScript;
        foreach (var attribute in fence.Attributes.Where(a => !known.Contains(a.Name) && !(a.Value is null && Roles.ContainsKey(a.Name))))
        {
            bag.Report(DiagnosticCatalog.UnknownFenceAttribute, attribute.Span, $"\"{attribute.Name}\" is not an attribute of a {fence.Language} block",
                Suggestion.Help(attribute.Name, [.. known, .. Roles.Keys, Example]));
        }

        foreach (var again in fence.Attributes.GroupBy(a => a.Name).SelectMany(g => g.Skip(1)).Where(a => !Roles.ContainsKey(a.Name)))
            Report(again, $"\"{again.Name}\" is given twice", "keep one of them");

        return new ActionOptions(
            Timeout: Duration("timeout") ?? (IsHttp ? HttpTimeout : ScriptTimeout),
            Retries: Number("retry", 0, 100) ?? 0,
            Backoff: Duration("backoff") ?? TimeSpan.FromSeconds(1),
            IsIdempotent: Flag("idempotent"),
            ContinueOnError: Flag("continue-on-error"),
            WorkingDirectory: Directory("workdir"),
            Env: Names("env"),
            LogsTail: Choice("log", "tail"),
            PointOfNoReturn: Text("point-of-no-return"),
            PreviousVersionCompatible: Flag("previous-version-compatible"),
            Output: Variable("output"));
    }

    private FenceAttribute? Find(string name) => fence.Attributes.FirstOrDefault(a => a.Name == name);

    private int Status() => Number("expect", 100, 599) ?? 200;

    private bool Flag(string name)
    {
        if (Find(name) is not { } attribute)
            return false;
        if (attribute.Value is not null)
            Report(attribute, $"\"{name}\" takes no value", $"write only {name}");
        return true;
    }

    private string? Text(string name)
    {
        if (Find(name) is not { } attribute)
            return null;
        if (!string.IsNullOrWhiteSpace(attribute.Value))
            return attribute.Value;

        Report(attribute, $"\"{name}\" wants a text", $"write {name}=\"…\"");
        return null;
    }

    private TimeSpan? Duration(string name)
    {
        if (Find(name) is not { } attribute)
            return null;
        if (DurationText.Parse(attribute.Value ?? "") is { } duration && duration > TimeSpan.Zero)
            return duration;

        Report(attribute, $"\"{attribute.Value}\" is not a duration", DurationText.Help);
        return null;
    }

    private int? Number(string name, int from, int to)
    {
        if (Find(name) is not { } attribute)
            return null;
        if (int.TryParse(attribute.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to)
            return number;

        Report(attribute, $"\"{attribute.Value}\" is not a number from {from} to {to}", null);
        return null;
    }

    private bool Choice(string name, string only)
    {
        if (Find(name) is not { } attribute)
            return false;
        if (attribute.Value == only)
            return true;

        Report(attribute, $"\"{name}\" can only be \"{only}\"", $"write {name}={only}, or leave it out");
        return false;
    }

    private string Directory(string name)
    {
        if (Text(name) is not { } path)
            return "";
        if (!path.StartsWith('/') && !path.Split('/', '\\').Contains(".."))
            return path.TrimEnd('/');

        Report(Find(name)!, $"\"{path}\" lies outside the repository", "name a folder of the repository, from its root");
        return "";
    }

    private ImmutableArray<string>? Names(string name) =>
        Text(name) is { } names ? [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : null;

    private string? Variable(string name)
    {
        if (Text(name) is not { } variable)
            return null;
        if (!char.IsAsciiDigit(variable[0]) && variable.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            return variable;

        Report(Find(name)!, $"\"{variable}\" is not a name of a variable", "use letters, digits and _, for example NEW_VERSION");
        return null;
    }

    private void Report(FenceAttribute attribute, string message, string? help) =>
        bag.Report(DiagnosticCatalog.InvalidFenceAttribute, attribute.Span, message, help);
}
