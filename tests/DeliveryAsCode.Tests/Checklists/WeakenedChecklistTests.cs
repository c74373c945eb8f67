using System.Collections.Immutable;
using DeliveryAsCode.Checklists;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Checklists;

/// <summary>Whatever somebody does to the items of a template but do them, the list does not get done by it.</summary>
public class WeakenedChecklistTests
{
    private static readonly string[] Texts = ["Backups", "Tests", "Window"];

    private static readonly string[] Endings =
        ["", " <!-- when: data-persistence -->", " <!-- when: code-changed -->", " <!-- check: ci/build -->", " (optional)", " [conditional: if data persistence]", " [conditional: if we like]"];

    private static readonly FactSheet Facts = FactSheet.Of(new FactInputs { ChangedPaths = ["src/app.cs"] });

    private static readonly Gen<ImmutableArray<Line>> Lists =
        from texts in Gen.Shuffle(Texts)
        from lines in Gen.CollectToArray(texts, AnyLine)
        select lines.ToImmutableArray();

    /// <summary>Removes a line, gives it another ending, or moves it below another that was added.</summary>
    private static readonly Gen<Func<ImmutableArray<Line>, ImmutableArray<Line>>> Weakenings =
        from index in Gen.Choose(0, 2)
        from weaken in Gen.OneOf(
            Gen.Constant<Func<ImmutableArray<Line>, ImmutableArray<Line>>>(lines => lines.RemoveAt(index)),
            Gen.Elements(Endings).Select<string, Func<ImmutableArray<Line>, ImmutableArray<Line>>>(ending => lines => lines.SetItem(index, lines[index] with { Ending = ending })),
            Gen.Elements("  - [x] of our own\n", "  - [ ] of our own (optional)\n").Select<string, Func<ImmutableArray<Line>, ImmutableArray<Line>>>(child => lines => lines.SetItem(index, lines[index] with { Below = child })),
            Gen.Elements("- [x] above\n", "- [ ] above (optional)\n").Select<string, Func<ImmutableArray<Line>, ImmutableArray<Line>>>(parent => lines => lines.SetItem(index, lines[index] with { Above = parent })))
        select weaken;

    [Fact]
    public void Weakening_an_item_of_the_template_never_makes_the_list_done() =>
        Prop.ForAll(Arb.From(Lists), Arb.From(Lists), Arb.From(Weakenings), (template, list, weaken) =>
            IsDone(list, template) || !IsDone(weaken(list), template))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static Gen<Line> AnyLine(string text) =>
        from isTicked in Gen.Elements(true, true, false)
        from isStruckOut in Gen.Elements(false, false, true)
        from ending in Gen.Elements(Endings)
        select new Line(text, isTicked, isStruckOut, ending, "", "");

    private static bool IsDone(ImmutableArray<Line> list, ImmutableArray<Line> template) =>
        RequiredItems.Of(Read(list), Read(template), Facts, ImmutableDictionary<string, bool?>.Empty).IsDone;

    private static Checklist Read(ImmutableArray<Line> lines) =>
        ChecklistReader.Read(MarkdownDocument.Read(SourceText.From("list.md", string.Concat(lines))).Value).Value;

    private sealed record Line(string Text, bool IsTicked, bool IsStruckOut, string Ending, string Above, string Below)
    {
        public override string ToString() =>
            $"{Above}{(Above.Length > 0 ? "  " : "")}- [{(IsTicked ? 'x' : ' ')}] {(IsStruckOut ? $"~~{Text}~~ — n/a: no time" : Text)}{Ending}\n{Below}";
    }
}
