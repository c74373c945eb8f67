using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;

namespace DeliveryAsCode.Templates;

/// <summary>
/// Drafts of messages to clients: Markdown with <c>{{places}}</c>. This is the one file that knows Handlebars, which is
/// loaded when a message is rendered and not before.
/// </summary>
public static partial class MessageTemplates
{
    private const string Folder = "messages";

    public static ImmutableArray<string> Names { get; } =
        [.. BuiltInTemplates.List(Folder).Select(path => path[(Folder.Length + 1)..^".md".Length])];

    /// <param name="values">Plain text, shown as it is: no value can become a mark, a link or a mention.</param>
    /// <exception cref="ArgumentException">There is no such message, or a value that it needs is not given.</exception>
    public static string Render(string name, IReadOnlyDictionary<string, string> values)
    {
        var template = BuiltInTemplates.Find($"{Folder}/{name}.md")
            ?? throw new ArgumentException($"there is no message \"{name}\": {string.Join(", ", Names)}", nameof(name));
        return RenderText(Encoding.UTF8.GetString(template), values);
    }

    internal static string RenderText(string template, IReadOnlyDictionary<string, string> values)
    {
        // An empty value is one that is not given; what a template asks for with "if" need not be.
        var given = values.Where(v => v.Value.Length > 0).ToDictionary(v => v.Key, v => (object)v.Value);
        foreach (var optional in Optional().Matches(template).Select(m => m.Groups[1].Value))
            given.TryAdd(optional, "");
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = new MarkdownEncoder(), ThrowOnUnresolvedBindingExpression = true });
        try
        {
            return handlebars.Compile(template)(given).TrimStart('\n');
        }
        catch (HandlebarsUndefinedBindingException exception)
        {
            throw new ArgumentException($"the message needs a value that is not given: {exception.Message}", nameof(values), exception);
        }
    }

    [GeneratedRegex(@"\{\{#if (\w+)\}\}")]
    private static partial Regex Optional();

    private sealed class MarkdownEncoder : ITextEncoder
    {
        public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

        public void Encode(string? text, TextWriter target) => target.Write(MessageText.Escape(text ?? ""));

        public void Encode<T>(T? text, TextWriter target)
            where T : IEnumerator<char>
        {
            var read = new StringBuilder();
            while (text?.MoveNext() == true)
                read.Append(text.Current);
            Encode(read, target);
        }
    }
}
