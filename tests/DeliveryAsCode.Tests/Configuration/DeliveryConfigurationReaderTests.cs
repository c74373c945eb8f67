using DeliveryAsCode.Configuration;
using DeliveryAsCode.Facts;
using DeliveryAsCode.Text;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace DeliveryAsCode.Tests.Configuration;

public class DeliveryConfigurationReaderTests
{
    private static readonly DeliveryConfiguration Full = DeliveryConfigurationReader.Read(ConfigurationExamples.Full).Value;

    [Fact]
    public void The_full_example_has_no_mistake() =>
        DeliveryConfigurationReader.Read(ConfigurationExamples.Full).Diagnostics.ShouldBeEmpty();

    [Fact]
    public void Records_and_lifecycle_are_found_by_pattern_and_name()
    {
        Full.Deliveries.Pattern.ShouldBe("deliveries/*/record.md");
        Full.Lifecycle.Name.ShouldBe("client-delivery");
        Full.Lifecycle.Location.Start.ShouldBe(new LinePosition(3, 12));
        ConfigurationExamples.Read("lifecycle: ops/own.yml").Value.Lifecycle.Path.ShouldBe("ops/own.yml");
    }

    [Fact]
    public void The_calendar_knows_zone_days_and_holidays()
    {
        Full.Calendar.TimeZone.Id.ShouldBe("Europe/Madrid");
        Full.Calendar.WorkingDays.ShouldBe([IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday]);
        Full.Calendar.Holidays.ShouldBe(
        [
            new Holiday(new LocalDate(2026, 12, 25), new LocalDate(2026, 12, 25), null),
            new Holiday(new LocalDate(2026, 12, 28), new LocalDate(2027, 1, 3), "Year end"),
        ]);
    }

    [Fact]
    public void Roles_have_people_and_teams_some_of_them_for_some_deliveries()
    {
        Full.Roles.Length.ShouldBe(8);
        Full.FindRole("delivery-manager")!.Members.ShouldBe([new PersonMember("dana", "101", "dana@studio.example", null)]);
        Full.FindRole("qa-engineer")!.Members[1].ShouldBe(new TeamMember("acme", "qa", null));
        Full.FindRole("production-line-architect")!.MembersFor("acme-bot").OfType<PersonMember>().Select(m => m.Login).ShouldBe(["pablo"]);
        Full.FindRole("production-line-architect")!.MembersFor("globex-bot").OfType<PersonMember>().Select(m => m.Login).ShouldBe(["pablo", "petra"]);
        Full.FindRole("client")!.Location.Start.ShouldBe(new LinePosition(15, 3));
        Full.FindRole("nobody").ShouldBeNull();
    }

    [Fact]
    public void Environments_have_windows_freezes_hosts_and_variables()
    {
        var environment = Full.FindEnvironment("acme-production")!;

        var window = environment.DeploymentWindows.ShouldHaveSingleItem();
        window.Days.ShouldBe([IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday]);
        (window.From, window.To).ShouldBe((new LocalTime(9, 0), new LocalTime(16, 0)));
        environment.HighTraffic.ShouldHaveSingleItem().Why.ShouldBe("weekend orders");
        environment.Freezes[0].ShouldBe(new DatedFreeze(new LocalDate(2026, 12, 18), new LocalDate(2027, 1, 4), "year end", null));
        var monthly = environment.Freezes[1].ShouldBeOfType<MonthlyFreeze>();
        (monthly.Days.IsEmpty, monthly.IncludesLastDay, monthly.For).ShouldBe((true, true, Glob.Parse("globex-*")));
        environment.AllowedHosts.Select(h => h.ToString()).ShouldBe(["acme.example", "127.0.0.1:8080"]);
        environment.Variables.Plain.ShouldBe(["APP_REGION"]);
        environment.Variables.Secrets.ShouldBe(["DATABASE_URL"]);
    }

    [Fact]
    public void Policies_say_what_is_checked_when_and_how_long()
    {
        Full.RequiredChecks.ShouldBe([new RequiredCheck("ci/build", 15368)]);
        Full.Facts.Select(f => f.Name).ShouldBe(["infrastructure-changed", "configuration-changed", "documentation-only"]);
        Full.Facts[2].ShouldBeOfType<FactDefinition.ByPaths>().Paths.Select(p => p.Pattern).ShouldBe(["docs/**", "*.md"]);
        Full.Escalation.AcceptableDelay.ShouldBe(new DayPeriod(2, AreWorkingDays: false));
        Full.Escalation.To.ShouldBe("cto");
        Full.Escalation.Milestones.ShouldBe([new MilestoneDelay("QA certified", new DayPeriod(1, AreWorkingDays: false))]);
        Full.Cadence.StatusUpdate.ShouldBe(new DayPeriod(5, AreWorkingDays: true));
        Full.Acknowledgements.ShouldBe(new AcknowledgementPolicy(RequireSigned: false, ExpireAfter: TimeSpan.FromDays(14)));
        Full.Channels.ShouldBe(new Channels(new SlackChannel(new EnvironmentReference("SLACK_WEBHOOK_URL")), new GitHubChannel(Issue: true)));
        Full.Publish.ShouldBe(Publishing.PullRequest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("version: 1")]
    [InlineData("calendar:\nroles:\nenvironments:\nchannels:\npublish:\n")]
    public void What_is_not_said_has_a_default(string yaml)
    {
        var read = ConfigurationExamples.Read(yaml);

        read.Diagnostics.ShouldBeEmpty();
        foreach (var configuration in new[] { read.Value, DeliveryConfiguration.Default })
        {
            configuration.Deliveries.Pattern.ShouldBe("deliveries/*/record.md");
            configuration.Lifecycle.Name.ShouldBe("client-delivery");
            configuration.Calendar.ShouldBe(BusinessCalendar.Default);
            configuration.Roles.ShouldBeEmpty();
            configuration.Environments.ShouldBeEmpty();
            configuration.Escalation.ShouldBe(EscalationPolicy.Default);
            configuration.Cadence.StatusUpdate.ShouldBeNull();
            configuration.Acknowledgements.ShouldBe(new AcknowledgementPolicy(RequireSigned: false, ExpireAfter: null));
            configuration.Channels.ShouldBe(Channels.None);
            configuration.Publish.ShouldBe(Publishing.PullRequest);
            configuration.Forge.ShouldBe(ForgeKind.Local);
        }
    }

    [Theory]
    [InlineData("github", ForgeKind.GitHub)]
    [InlineData("local", ForgeKind.Local)]
    public void Where_gates_are_decided_is_said_in_a_word(string word, ForgeKind forge) =>
        ConfigurationExamples.Read($"forge: {word}\n").Value.Forge.ShouldBe(forge);

    [Fact]
    public void An_environment_may_have_nothing_but_a_name() =>
        ConfigurationExamples.Read("environments:\n  staging:\n").Value.FindEnvironment("staging")!.DeploymentWindows.ShouldBeEmpty();

    [Theory]
    [InlineData("{from: \"22:00\", to: \"06:00\"}", true)]
    [InlineData("{from: \"09:00\", to: \"24:00\"}", true)]
    [InlineData("{days: [friday]}", true)]
    [InlineData("{from: 09:00, to: 16:30}", false)]
    public void A_period_may_reach_into_the_next_day(string period, bool endsOnNextDay)
    {
        var read = ConfigurationExamples.Read($"environments: {{a: {{high-traffic: [{period}]}}}}");

        read.Diagnostics.ShouldBeEmpty();
        read.Value.Environments[0].HighTraffic[0].EndsOnNextDay.ShouldBe(endsOnNextDay);
    }

    [Fact]
    public void Days_are_in_the_order_of_the_week_each_once() =>
        ConfigurationExamples.Read("calendar: {working-days: [sunday, monday, sunday]}").Value.Calendar.WorkingDays
            .ShouldBe([IsoDayOfWeek.Monday, IsoDayOfWeek.Sunday]);

    [Fact]
    public void Freezes_come_once_weekly_or_monthly()
    {
        var freezes = ConfigurationExamples.Read("environments: {a: {freezes: [{every: week, days: [friday]}, {every: month, days: [15, 1, last]}]}}").Value.Environments[0].Freezes;

        freezes[0].ShouldBeOfType<WeeklyFreeze>().Days.ShouldBe([IsoDayOfWeek.Friday]);
        var monthly = freezes[1].ShouldBeOfType<MonthlyFreeze>();
        monthly.Days.ShouldBe([1, 15]);
        monthly.IncludesLastDay.ShouldBeTrue();
    }

    [Theory]
    [InlineData("\"[::1]:8080\"", "::1", 8080)]
    [InlineData("\"::1\"", "::1", null)]
    [InlineData("ACME.example", "acme.example", null)]
    [InlineData("localhost:5000", "localhost", 5000)]
    public void A_host_is_a_name_or_an_address_with_a_port(string host, string name, int? port) =>
        ConfigurationExamples.Read($"environments: {{a: {{allowed-hosts: [{host}]}}}}").Value.Environments[0].AllowedHosts.ShouldBe([new AllowedHost(name, port)]);

    [Theory]
    [InlineData("2d", 2, false)]
    [InlineData("1 week", 7, false)]
    [InlineData("2w", 14, false)]
    [InlineData("10 days", 10, false)]
    [InlineData("1 working day", 1, true)]
    public void Days_are_counted_in_words(string text, int days, bool working) =>
        DayPeriod.Parse(text).ShouldBe(new DayPeriod(days, working));

    [Fact]
    public void All_mistakes_are_told_at_once_in_their_order_and_the_rest_is_read()
    {
        var read = ConfigurationExamples.Read("""
            version: 2
            calender: {}
            roles:
              cto: clara
              qa-engineer: [{login: quinn}]
            publish: directly
            publish: direct
            """);

        read.Diagnostics.Select(d => $"{d.Code} {d.Location.Start}").ShouldBe(["DAC0901 1:10", "DAC0135 2:1", "DAC0134 4:8", "DAC0905 6:10", "DAC0132 7:1"]);
        read.Value.FindRole("qa-engineer")!.Members.Length.ShouldBe(1);
    }

    [Fact]
    public void A_file_that_is_no_yaml_has_the_default_rules_and_an_error()
    {
        var read = ConfigurationExamples.Read("roles: [");

        read.HasErrors.ShouldBeTrue();
        read.Value.Lifecycle.ShouldBe(DeliveryConfiguration.Default.Lifecycle);
    }

    [Fact]
    public void Eighty_thousand_unknown_keys_are_told_without_filling_the_memory()
    {
        var lines = Enumerable.Range(0, 16).Select(line => string.Join(", ", Enumerable.Range(0, 5000).Select(key => $"k{line}x{key}: 1")));
        var yaml = $"{{{string.Join(",\n", lines)}}}";
        var before = GC.GetAllocatedBytesForCurrentThread();

        ConfigurationExamples.Read(yaml).Diagnostics.Length.ShouldBe(80_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1L << 30);
    }

    [Fact]
    public void Any_pieces_of_configuration_are_read_with_places_inside_the_file() =>
        Prop.ForAll(
            Arb.From(Gen.Elements(
                "version: 1\n", "calendar: ", "{time-zone: ", "holidays: ", "[", "]", "{", "}", ", ", "roles:\n", "  client:\n", "    - ", "login: ", "for: ", "x\n", "\n", "  ",
                "environments: ", "a: ", "freezes: ", "every: month, ", "days: ", "last", "2026-12-25", "env: ", "escalation: ", "to: ", "acceptable-delay: ", "2d", "😀", "~", "\uDC80").ListOf().Select(string.Concat)),
            yaml =>
            {
                var source = SourceText.From("delivery.yml", yaml);
                return DeliveryConfigurationReader.Read(source).Diagnostics.All(d => source.Span.Contains(d.Location.Span) && d.Help is not null);
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
}
