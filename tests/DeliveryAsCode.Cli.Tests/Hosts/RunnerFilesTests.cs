using System.Collections.Immutable;
using System.Text;
using DeliveryAsCode.Cli.Hosts;
using DeliveryAsCode.Cli.Tests.Infra;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Cli.Tests.Hosts;

public sealed class RunnerFilesTests : IDisposable
{
    private readonly DeliveryRepository _folder = DeliveryRepository.WithoutGit("files");
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_text_arrives_as_the_output_it_is() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            // What is no text in UTF-8 cannot arrive in any file.
            var value = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get)).Replace("\r", "", StringComparison.Ordinal);
            _folder.Write("out", "");
            Files().WriteOutputs([("first", value), ("second", "x")]);
            return RunnerOutputs.Parse(_folder.Read("out")) is { Count: 2 } outputs && outputs["first"] == value && outputs["second"] == "x";
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_value_cannot_end_itself()
    {
        _folder.Write("out", "before=1\n");
        var chances = new Queue<string>(["known", "known", "other"]);

        Files(chances.Dequeue).WriteOutputs([("report", "x\nend-known\nconclusion=succeeded")]);

        RunnerOutputs.Parse(_folder.Read("out")).ShouldBe(new Dictionary<string, string> { ["before"] = "1", ["report"] = "x\nend-known\nconclusion=succeeded" });
        chances.ShouldBeEmpty();
    }

    [Fact]
    public void A_summary_is_added_to_what_is_there()
    {
        _folder.Write("summary", "# Before\n");

        Files().WriteSummary(["### One\n", "\ntwo\n"]);

        _folder.Read("summary").ShouldBe("# Before\n### One\n\ntwo\n");
        _warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_summary_that_is_too_long_ends_between_blocks_and_says_so()
    {
        _folder.Write("summary", new string('x', 1000) + "\n");
        var row = $"| {new string('ü', 100)} |\n";

        Files().WriteSummary([.. Enumerable.Repeat(row, 10_000)]);

        var summary = _folder.ReadBytes("summary");
        summary.Length.ShouldBeInRange(1024 * 1024 - 400, 1024 * 1024);
        var lines = Encoding.UTF8.GetString(summary).Split('\n')[1..];
        lines.Take(lines.Length - 3).ShouldAllBe(line => $"{line}\n" == row);
        lines[^2].ShouldContain("in the log of the step");
    }

    [Fact]
    public void Where_nothing_fits_any_more_nothing_is_written()
    {
        RunnerFiles.Fitting(["text\n"], -5).ShouldBeEmpty();
        RunnerFiles.Fitting(["text\n"], 4).ShouldBeEmpty();
        RunnerFiles.Fitting(["text\n"], 5).ShouldBe("text\n");
    }

    [Fact]
    public void What_cannot_be_written_is_a_warning_and_nothing_is_made()
    {
        var nowhere = new RunnerFiles(Host("no/such/file", null), _warnings.Add, () => "x");

        nowhere.WriteOutputs([("a", "b")]);
        nowhere.WriteSummary(["c"]);

        _warnings.Count.ShouldBe(2);
        _warnings[0].ShouldContain("outputs could not be written");
        _warnings[1].ShouldContain("GITHUB_STEP_SUMMARY names no file");
    }

    private RunnerFiles Files(Func<string>? chance = null) =>
        new(Host("out", "summary"), _warnings.Add, chance ?? (() => Guid.NewGuid().ToString("N")));

    private GitHubActionsHost Host(string output, string? summary) => GitHubActionsHost.Of(ImmutableDictionary<string, string>.Empty
        .Add("GITHUB_ACTIONS", "true").Add("GITHUB_OUTPUT", Path.Combine(_folder.Path, output)).Add("GITHUB_STEP_SUMMARY", summary is null ? "" : Path.Combine(_folder.Path, summary)))!;
}
