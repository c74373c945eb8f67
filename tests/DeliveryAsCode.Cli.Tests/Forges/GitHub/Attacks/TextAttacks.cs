using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DeliveryAsCode.StandIns.GitHub;
using Xunit.Abstractions;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Attacks;

/// <summary>Text of strangers in what we write, and more of it than GitHub takes.</summary>
public sealed partial class TextAttacks(ITestOutputHelper output) : IDisposable
{
    private const string Hostile = "Acme @everyone fixes #1 GH-2 acme/shop#3 [skip ci] <img src=x> <!-- x --> ]( javascript:alert(1) ) | https://evil.example/?q ::error::x ##[error]x";

    /// <summary>Fields that GitHub shows as text or acts on. Documents and paths are what they are.</summary>
    private static readonly string[] Shown = ["title", "body", "message", "summary", "text", "commit_title", "commit_message", "description"];

    private readonly ShopDelivery _shop = ShopDelivery.Begin();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Nothing_that_strangers_write_acts_in_what_we_write()
    {
        _shop.Edit("main", "dana", record => record.Replace("# Delivery Record: Acme Corp — Support Bot", $"# Delivery Record: {Hostile} — Bot", StringComparison.Ordinal)
            .Replace("**Scope:** Answers", $"**Scope:** {Hostile}", StringComparison.Ordinal).Replace("The order API answers slowly", Hostile.Replace("|", "", StringComparison.Ordinal), StringComparison.Ordinal));
        var thread = _shop.Shop.OpenIssue(Hostile, Hostile, "mallory", $"delivery:{ShopDelivery.Id}");

        var asked = await _shop.AskAsync();
        await _shop.CommentAsync(thread, _shop.Shop.Comment(thread, "mallory", $"/delivery ready {Hostile}"));
        await _shop.CommentAsync(thread, _shop.Shop.Comment(thread, "mallory", $"/delivery fail \"Intake handoff\" {Hostile}"));
        await _shop.CommentAsync(thread, _shop.Shop.Comment(thread, "iris", "/delivery status"));
        _shop.Shop.Review(asked.Number, "mallory", "APPROVED", Hostile);
        await _shop.CheckAsync(asked.Number);

        _shop.Shop.Push("evil/@everyone-fixes-#1", [new StandInFile($"{ShopDelivery.Folder}/checklists/{Hostile.Replace('/', '_')}.md", $"# {Hostile}\n\n- [x] {Hostile}\n"), new StandInFile(ShopDelivery.RecordPath, _shop.Shop.Read("main", ShopDelivery.RecordPath)!.WithRow($"| {Hostile.Replace("|", "", StringComparison.Ordinal)} | Passed | @everyone | 2026-03-02 | fixes #1 |"))], "pablo", Hostile);
        await _shop.CheckAsync(_shop.Shop.OpenPull("evil/@everyone-fixes-#1", Hostile, "pablo", Hostile));

        _shop.Shop.Review(asked.Number, "iris", "COMMENTED", $"FAIL: {Hostile}");
        await _shop.ReconcileAsync();
        await _shop.ReconcileAsync();
        _shop.GitHub.Requests.ShouldContain(r => r.Operation == "pulls/merge");

        var texts = _shop.GitHub.Effects.SelectMany(request => Texts(request).Select(text => (request.Operation, Text: text))).ToList();
        // Messages of commits are no Markdown: hosts look for words there, and for nothing else.
        foreach (var (operation, text) in texts)
            Acting().Match(InProse(operation is "git/create-commit" or "pulls/merge" ? text.Replace("<", "", StringComparison.Ordinal).Replace("](", "", StringComparison.Ordinal) : text)).Value.ShouldBe("", $"{operation}: {text}");
        output.WriteLine($"{texts.Count} texts in {_shop.GitHub.Effects.Count()} writes");
    }

    [Fact]
    public async Task A_thousand_findings_and_a_hundred_strangers_fit_into_what_GitHub_takes()
    {
        for (var i = 0; i < 120; i++)
            _shop.GitHub.AddPerson(string.Create(CultureInfo.InvariantCulture, $"stranger-{i:D3}-with-a-long-name-for-a-login"));
        var rows = string.Concat(Enumerable.Range(0, 400).Select(i => $"\n| {i} {new string('ü', 300)} | 31.31.2026 | tomorrow | Nonsense |"));
        var number = _shop.Propose("long", "pablo", record => record.WithRow("| Intake handoff | Passed | iris | 2026-03-02 | #1 |").Replace("2099-05-15  |             | Planned |", $"2099-05-15  |             | Planned |{rows}", StringComparison.Ordinal));
        for (var i = 0; i < 120; i++)
            _shop.Shop.Review(number, string.Create(CultureInfo.InvariantCulture, $"stranger-{i:D3}-with-a-long-name-for-a-login"), "APPROVED");

        await _shop.CheckAsync(number);

        var annotations = _shop.GitHub.Requests.Where(r => r.Operation is "checks/create" or "checks/update").Select(Attacking.Json).Select(b => b.GetProperty("output").GetProperty("annotations").GetArrayLength()).ToList();
        annotations.ShouldAllBe(count => count <= 50);
        annotations.Sum().ShouldBeGreaterThan(50);
        foreach (var text in _shop.GitHub.Effects.SelectMany(Texts))
            System.Text.Encoding.UTF8.GetByteCount(text).ShouldBeLessThanOrEqualTo(65_535);
        _shop.Shop.Comments(number).ShouldHaveSingleItem().Length.ShouldBeLessThanOrEqualTo(60_000);
        _shop.Said().ShouldContain("… and 100 more");
        output.WriteLine($"{annotations.Sum()} annotations in {annotations.Count} requests");
    }

    private static IEnumerable<string> Texts(StandInRequest request) => request.Body.Length == 0 ? [] : Texts(JsonDocument.Parse(request.Body).RootElement);

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        // What stands beside lines is shown as plain text.
        JsonValueKind.Object => element.EnumerateObject().Where(p => p.Name != "annotations").SelectMany(p => p.Value.ValueKind == JsonValueKind.String ? Shown.Contains(p.Name) ? [p.Value.GetString()!] : [] : Texts(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        _ => [],
    };

    /// <summary>Without what stands in code, where nothing acts.</summary>
    private static string InProse(string text) => InCode().Replace(Fenced().Replace(text, ""), "");

    [GeneratedRegex("^(?<fence>`{3,}).*?^\\k<fence>", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InCode();

    [GeneratedRegex(@"@everyone|fixes #1(?!\d)|GH-2|shop#3|\[skip ci\]|(?<!\\)<img|(?<!\\)<!-- x --|(?<!\\)\]\( *javascript|https://evil|^::error|##\[error", RegexOptions.Multiline)]
    private static partial Regex Acting();
}
