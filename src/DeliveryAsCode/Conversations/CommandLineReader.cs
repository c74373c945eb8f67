using System.Buffers;
using System.Collections.Immutable;
using DeliveryAsCode.Configuration;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Conversations;

/// <summary>Reads one line. The first thing that makes no sense is what is said about it; what is read after that is thrown away.</summary>
/// <param name="lifecycle">Whose gates are named; null for any.</param>
internal sealed class CommandLineReader(int number, string text, Lifecycle? lifecycle)
{
    private static readonly ImmutableArray<string> Answers = [.. Enum.GetValues<StepAnswer>().Select(KebabCase.Of)];
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly CommandWords _words = new(text[CommandUsage.Prefix.Length..]);
    private CommandLineReading.NotUnderstood? _wrong;
    private string _usage = "";

    public CommandLineReading Read()
    {
        if (text.Any(c => char.IsControl(c) && c != '\t'))
            Wrong("it holds a character that cannot be seen", "type the command anew");
        var command = ReadCommand(_words.Take()?.ToLowerInvariant());
        if (command is not null && !_words.IsEmpty)
            Wrong($"\"{_words.TakeRest()}\" is more than it takes");
        return _wrong ?? (CommandLineReading)new CommandLineReading.Understood(number, text, command!);
    }

    private CommentCommand? ReadCommand(string? verb)
    {
        _usage = CommandUsage.All.FirstOrDefault(c => c.Verb == verb).Usage ?? "";
        return verb switch
        {
            "status" => new CommentCommand.Status(),
            "ready" => new CommentCommand.Ready(Gate(isLast: true)),
            "fail" => new CommentCommand.Fail(Gate(isLast: false), Reason()),
            "confirm" => new CommentCommand.Confirm(LastName("step")),
            "go" => new CommentCommand.Go(Execution(), PlanDigest(), Reason()),
            "no-go" => new CommentCommand.NoGo(Execution(), Reason()),
            "answer" => new CommentCommand.Answer(Step(), Answer(), Reason()),
            "hold" => new CommentCommand.Hold(Reason()),
            "lift-hold" => new CommentCommand.LiftHold(Reason()),
            "rollback" => new CommentCommand.Rollback(Reason()),
            "ack" => new CommentCommand.AcknowledgeForClient(Evidence(), Client()),
            null => NoCommand("no command is named", $"one of: {string.Join(", ", CommandUsage.Verbs)}"),
            _ => NoCommand($"\"{verb}\" is no command", Suggestion.Help(verb, CommandUsage.Verbs)!),
        };
    }

    private string Gate(bool isLast)
    {
        if (!isLast && !_words.BeginsQuoted && _words.TakeLongest(FindGate) is { } found)
            return found;

        var named = isLast ? LastName("gate") : Name("gate");
        if (lifecycle is null || named.Length == 0)
            return named;
        if (FindGate(named) is { } gate)
            return gate;

        Wrong($"the lifecycle \"{lifecycle.Name}\" has no gate \"{named}\"", Suggestion.Help(named, [.. lifecycle.Gates.Select(g => g.Name)]) ?? $"write {_usage}");
        return named;
    }

    private string? FindGate(string named) => lifecycle is null ? null : (lifecycle.FindGate(named) ?? GateSlug.FindIn(lifecycle, named))?.Name;

    /// <summary>A name that nothing follows needs no quotes.</summary>
    private string LastName(string what) => _words.BeginsQuoted || _words.IsEmpty ? Name(what) : _words.TakeRest();

    private string Name(string what)
    {
        if (_words.IsEmpty)
            return Wrong($"no {what} is named");
        if (_words.Take() is not { } name)
            return Wrong("a quote has no end");
        return string.IsNullOrWhiteSpace(name) ? Wrong($"no {what} is named") : name;
    }

    private string Step() =>
        _words.IsEmpty || _words.BeginsQuoted ? Name("step") : _words.TakeUpTo(Answers) ?? Wrong($"it does not say what became of the step: {string.Join(", ", Answers)}");

    private StepAnswer Answer()
    {
        if (_words.Take() is { } word && KebabCase.Parse<StepAnswer>(word.ToLowerInvariant()) is { } answer)
            return answer;

        Wrong($"it does not say what became of the step: {string.Join(", ", Answers)}");
        return default;
    }

    private string Execution() => _words.Take() switch
    {
        null => Wrong("no execution is named"),
        var id when ExecutionId.IsValid(id) => id,
        var id => Wrong($"\"{id}\" is no execution"),
    };

    private string? PlanDigest() => _words.TakeIf(IsDigest)?.ToLowerInvariant();

    private static bool IsDigest(string word) =>
        word.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase) && word.Length is >= 14 and <= 71 && word.AsSpan(7).IndexOfAnyExcept(HexDigits) < 0;

    private string Reason() => _words.TakeRest() is var reason && !Unset.Is(reason) ? reason : Wrong("it needs a reason, which is recorded");

    private Uri Evidence()
    {
        if (!string.Equals(_words.Take(), Role.Client, StringComparison.OrdinalIgnoreCase))
            Wrong("only a client can be spoken for");

        var address = _words.Take() ?? "";
        if (Uri.TryCreate(address.Trim('<', '>'), UriKind.Absolute, out var evidence) && evidence.Scheme is "https" or "http" && evidence.UserInfo.Length == 0)
            return evidence;

        Wrong(address.Length == 0 ? "it does not say where the client's word can be looked up" : $"\"{address}\" is no address at which the client's word can be looked up");
        return new Uri("about:blank");
    }

    private string Client() => LastName("client") is var name && !Unset.Is(name) ? name : Wrong("no client is named");

    private CommentCommand? NoCommand(string message, string help)
    {
        Wrong(message, help);
        return null;
    }

    private string Wrong(string message, string? help = null)
    {
        _wrong ??= new CommandLineReading.NotUnderstood(number, text, message, help ?? $"write {_usage}");
        return "";
    }
}
