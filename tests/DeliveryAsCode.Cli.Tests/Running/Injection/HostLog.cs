using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DeliveryAsCode.Cli.Tests.Running.Injection;

/// <summary>
/// What a CI host would do for a log, by the documented rules of workflow commands (GitHub) and of logging commands (Azure
/// Pipelines), read as generously as any parser might: lines end at everything, and each is looked at also without colours,
/// without what cannot be seen, and with its compatible letters folded.
/// </summary>
internal sealed partial class HostLog
{
    /// <summary>Commands in the order in which they were taken, <c>set-output name=a: b</c>.</summary>
    public List<string> Commands { get; } = [];

    public HashSet<string> Outputs { get; } = [];

    public HashSet<string> Masks { get; } = [];

    public HashSet<string> Variables { get; } = [];

    private string? _resumedBy;

    private HostLog()
    {
    }

    public static HostLog Read(string text)
    {
        var log = new HostLog();
        foreach (var line in LineEnds().Split(text))
            log.Take(line);
        return log;
    }

    private void Take(string line)
    {
        foreach (var seen in Views(line).Distinct(StringComparer.Ordinal))
        {
            if (GitHub(seen) is not { } command)
                continue;
            TakeGitHub(command.Name, command.Properties, command.Data);
            return;
        }

        if (Views(line).Select(Azure).FirstOrDefault(c => c is not null) is { } logging)
            TakeAzure(logging.Name, logging.Properties, logging.Data);
    }

    private static IEnumerable<string> Views(string line)
    {
        var plain = Colours().Replace(line, "");
        return new[] { line, plain, Seen(line), Seen(plain) }.SelectMany(l => new[] { l, Folded(l) });
    }

    /// <summary><c>::name key=value,key=value::data</c> after white space, or <c>##[name key=value;]data</c> anywhere.</summary>
    private static (string Name, string Properties, string Data)? GitHub(string line)
    {
        var trimmed = line.TrimStart();
        if (trimmed.StartsWith("::", StringComparison.Ordinal) && trimmed.IndexOf("::", 2, StringComparison.Ordinal) is > 0 and var end)
            return Split(trimmed[2..end], trimmed[(end + 2)..]);

        return Bracket(line, "##[");
    }

    /// <summary><c>##vso[area.action key=value;]data</c>, anywhere.</summary>
    private static (string Name, string Properties, string Data)? Azure(string line) => Bracket(line, "##vso[");

    private static (string Name, string Properties, string Data)? Bracket(string line, string mark)
    {
        var start = line.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : line.IndexOf(']', start);
        return end < 0 ? null : Split(line[(start + mark.Length)..end], line[(end + 1)..]);
    }

    private static (string Name, string Properties, string Data)? Split(string command, string data) =>
        command.Trim().Split(' ', 2) is [{ Length: > 0 } name, .. var rest] ? (name.ToLowerInvariant(), string.Concat(rest), data) : null;

    private void TakeGitHub(string name, string properties, string data)
    {
        if (_resumedBy is not null)
        {
            _resumedBy = name == _resumedBy ? null : _resumedBy;
            return;
        }

        Commands.Add($"{name} {properties}: {data}");
        switch (name)
        {
            case "set-output": Outputs.Add(properties); break;
            case "add-mask": Masks.Add(data); break;
            case "set-env" or "add-path" or "save-state": Variables.Add(properties); break;
            case "stop-commands": _resumedBy = data.ToLowerInvariant(); break;
        }
    }

    private void TakeAzure(string name, string properties, string data)
    {
        Commands.Add($"{name} {properties}: {data}");
        if (name is "task.setvariable" or "task.prependpath")
            Variables.Add(properties);
        if (name is "task.setsecret" || properties.Contains("issecret=true", StringComparison.OrdinalIgnoreCase))
            Masks.Add(data);
    }

    /// <summary>A comparison by culture sees none of these.</summary>
    private static string Seen(string text) => string.Concat(text.EnumerateRunes().Where(IsSeen).Select(r => r.ToString()));

    private static bool IsSeen(Rune rune) =>
        rune.Value == '\t' || !(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse
            || rune.Value is 0x34F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x3164 or 0xFFA0 or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF));

    /// <summary>The letter <c>ſ</c> and wide signs may pass for plain ones; a colon of another width never began a command.</summary>
    private static string Folded(string text) => string.Concat(text.Select(c => c switch
    {
        '\u017F' => 's',
        '\uFE5F' => '#',
        >= '\uFF01' and <= '\uFF5E' and not '\uFF1A' => (char)(c - 0xFEE0),
        _ => c,
    }));

    [GeneratedRegex(@"\r\n|[\r\n\v\f\u0085\u2028\u2029]", RegexOptions.CultureInvariant)]
    private static partial Regex LineEnds();

    [GeneratedRegex(@"\e\[[0-9;:]*m", RegexOptions.CultureInvariant)]
    private static partial Regex Colours();
}
