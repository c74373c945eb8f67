using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class ThousandRecordsTests
{
    /// <summary>What is broken in a record, and the code that says so.</summary>
    private static readonly (string Old, string Replacement, string Code)[] Mistakes =
    [
        ("# Delivery Record:", "# Record of", "DAC0201"),
        ("## Escalations", "## Others", "DAC0202"),
        ("**Status:** Deployment", "**Status:** Shipping", "DAC0203"),
        ("2026-05-15", "15.05.2026", "DAC0204"),
        ("- **Scope:** Answers first-line questions", "- **Scope:** One\n- **Scope:** Two", "DAC0206"),
        ("| Risk | Likelihood |", "| What | Likelihood |", "DAC0207"),
        ("## Milestones", "## Mile stones", "DAC0208"),
        ("- **Client:** Acme Corp\n", "", "DAC0209"),
        ("| QA gate | Passed |", "| Q gate | Passed |", "DAC0210"),
    ];

    [Fact]
    public void Every_broken_one_is_reported_once_and_no_other()
    {
        using var repository = DeliveryRepository.Create();
        var expected = Enumerable.Range(1, 1000).Select(number => Write(repository, number)).OfType<string>().ToList();

        var outcome = Delivery.In(repository).Run("check", "--json").ExitsWith(1);

        var found = outcome.Json.GetProperty("diagnostics").EnumerateArray()
            .Where(d => d.GetProperty("severity").GetString() == "error")
            .Select(d => $"{d.GetProperty("path").GetString()} {d.GetProperty("code").GetString()}");
        found.ShouldBe(expected, ignoreOrder: true);
        outcome.Json.GetProperty("summary").GetProperty("files").GetInt32().ShouldBe(1000);
        outcome.Json.GetProperty("summary").GetProperty("errors").GetInt32().ShouldBe(expected.Count);
    }

    [Fact]
    public void Each_has_its_line_in_the_status()
    {
        using var repository = DeliveryRepository.Create();
        for (var number = 1; number <= 1000; number++)
            repository.Write(PathOf(number), Acme.Record);

        Delivery.In(repository).Run("status", "--json").ExitsWith(0).Json.GetProperty("deliveries").GetArrayLength().ShouldBe(1000);
    }

    /// <returns>What is to be reported, or null for a record in order: every third one is.</returns>
    private static string? Write(DeliveryRepository repository, int number)
    {
        var mistake = Mistakes[number / 3 % Mistakes.Length];
        var isBroken = number % 3 != 0;
        Acme.Record.ShouldContain(mistake.Old);
        repository.Write(PathOf(number), isBroken ? Acme.Record.Replace(mistake.Old, mistake.Replacement, StringComparison.Ordinal) : Acme.Record);
        return isBroken ? $"{PathOf(number)} {mistake.Code}" : null;
    }

    private static string PathOf(int number) => $"deliveries/delivery-{number:0000}/record.md";
}
