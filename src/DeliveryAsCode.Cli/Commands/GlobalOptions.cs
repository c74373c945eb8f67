using System.CommandLine;
using System.Globalization;
using DeliveryAsCode.Cli.Workspaces;
using NodaTime;

namespace DeliveryAsCode.Cli.Commands;

/// <summary>What every command understands.</summary>
internal static class GlobalOptions
{
    public static Option<string?> Repo { get; } = new("--repo")
    {
        Description = "The repository; by default the one around the current folder",
        HelpName = "DIR",
        Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print JSON for programs instead of text for people",
        Recursive = true,
    };

    public static Option<bool> Quiet { get; } = new("--quiet", "-q")
    {
        Description = "Print only what needs attention",
        Recursive = true,
    };

    public static Option<DateTimeOffset?> Now { get; } = new("--now")
    {
        Description = "Answer as if it were this time, for example 2026-11-20T09:00Z",
        HelpName = "TIME",
        Recursive = true,
        CustomParser = result =>
        {
            if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var now))
                return now;

            result.AddError($"\"{result.Tokens[0].Value}\" is not a time: write it like 2026-11-20T09:00Z");
            return null;
        },
    };

    public static IEnumerable<Option> All => [Repo, Json, Quiet, Now];

    public static Workspace OpenWorkspace(this ParseResult parsed, Shell shell) =>
        Workspace.Open(Path.Combine(shell.WorkingDirectory, parsed.GetValue(Repo) ?? "."), isExact: parsed.GetValue(Repo) is not null);

    /// <summary>The time the command answers for.</summary>
    public static Instant GetNow(this ParseResult parsed, Shell shell) => Instant.FromDateTimeOffset(parsed.GetValue(Now) ?? shell.Clock.GetUtcNow());

    /// <summary>What is written where others rely on it is not dated at will.</summary>
    public static void RefuseNowOnHost(this ParseResult parsed, Shell shell)
    {
        if (parsed.GetValue(Now) is not null && shell.IsContinuousIntegration)
            throw CommandException.Unusable("on a CI host nothing is written for another time than now", "leave --now out");
    }

    /// <summary>The day that time falls on in the calendar of the deliveries.</summary>
    public static LocalDate GetToday(this ParseResult parsed, DateTimeZone zone, Shell shell) =>
        parsed.GetNow(shell).InZone(zone).Date;
}
