namespace DeliveryAsCode.Tests.Scenarios;

/// <summary>
/// Every folder below <c>Scenarios</c> that holds a request is a test. <c>DELIVERY_ACCEPT=1</c> takes what came as what is
/// expected: read the difference before it is committed.
/// </summary>
public class ScenarioTests
{
    private static readonly bool Accept = Environment.GetEnvironmentVariable("DELIVERY_ACCEPT") == "1";

    public static TheoryData<string> All => [.. Scenario.Names];

    [Theory]
    [MemberData(nameof(All))]
    public void It_comes_out_as_it_is_told(string name)
    {
        var scenario = Scenario.Read(name);
        var run = new ScenarioRun(scenario);

        run.Run();

        Match(run.Verdicts, Path.Combine(scenario.Folder, "verdicts.txt"));
        Match(run.Plan, Path.Combine(scenario.Folder, "plan.txt"));
        MatchFolder(run.Changed, Path.Combine(scenario.Folder, "after"));
    }

    [Fact]
    public void There_are_scenarios() => Scenario.Names.Count().ShouldBeGreaterThan(40);

    private static void MatchFolder(IReadOnlyDictionary<string, string> files, string folder)
    {
        if (Accept && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        foreach (var (path, text) in files)
            Match(text, Path.Combine(folder, path));

        string[] expected = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)] : [];
        files.Keys.Order(StringComparer.Ordinal).ShouldBe(expected);
    }

    private static void Match(string text, string file)
    {
        if (!Accept)
        {
            text.ShouldBe(File.Exists(file) ? File.ReadAllText(file) : "", $"{file} (DELIVERY_ACCEPT=1 takes what came)");
            return;
        }

        if (text.Length == 0)
        {
            File.Delete(file);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
