using DeliveryAsCode.Configuration;
using DeliveryAsCode.Templates;
using DeliveryAsCode.Text;
using NJsonSchema;

namespace DeliveryAsCode.Tests.Configuration;

/// <summary>What is wrong is wrong for an editor (the schema) as it is for the program (the reader), and each says it its own way.</summary>
public class ConfigurationMistakeTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromJsonAsync(Schemas.Find("delivery")!).GetAwaiter().GetResult();

    /// <summary>File, code, marked text and help.</summary>
    public static TheoryData<string, string, string, string> SeenByBoth => new()
    {
        { "- a", "DAC0134", "- a", "write lines of the form `key: value`, indented under the key" },
        { "version: 2", "DAC0901", "2", "write version: 1, or use the release of the program that this file was written for" },
        { "version: one", "DAC0134", "one", "write the number in digits, without quotes" },
        { "version: \"1\"", "DAC0134", "\"1\"", "write the number in digits, without quotes" },
        { "rolls: {}", "DAC0135", "rolls", "did you mean \"roles\"?" },
        { "x: 1", "DAC0135", "x", "the keys known here are: version, deliveries, lifecycle, calendar, roles, environments, required-checks, facts, escalation, cadence, acknowledgements, channels, publish, forge" },
        { "deliveries: /deliveries/*", "DAC0910", "/deliveries/*", "for example: deliveries/*/record.md, infra/** or acme-*" },
        { "deliveries: deliveries/**.md", "DAC0910", "deliveries/**.md", "for example: deliveries/*/record.md, infra/** or acme-*" },
        { "deliveries: [a]", "DAC0134", "[a]", "write a single value, in quotes if it has special signs" },
        { "deliveries: \"\"", "DAC0134", "\"\"", "write a single value, in quotes if it has special signs" },
        { "lifecycle: ../own.yml", "DAC0910", "../own.yml", "write a path from the root of the repository, such as ops/lifecycle.yml" },
        { "lifecycle: ops/*.yml", "DAC0910", "ops/*.yml", "write a path from the root of the repository, such as ops/lifecycle.yml" },
        { "calendar: Madrid", "DAC0134", "Madrid", "write lines of the form `key: value`, indented under the key" },
        { "calendar: {timezone: UTC}", "DAC0135", "timezone", "did you mean \"time-zone\"?" },
        { "calendar: {time-zone: \"local time\"}", "DAC0906", "\"local time\"", "write area and city as in the tz database: Europe/Madrid, America/New_York" },
        { "calendar: {working-days: [monday, thurday]}", "DAC0905", "thurday", "did you mean \"thursday\"?" },
        { "calendar: {working-days: monday}", "DAC0134", "monday", "put it in brackets, `[…]`, or write every item on a line that begins with `- `" },
        { "calendar: {holidays: [12/25/2026]}", "DAC0902", "12/25/2026", "write 2026-12-25 if that is what is meant" },
        { "calendar: {holidays: [05/06/2026]}", "DAC0902", "05/06/2026", "write 2026-05-06 or 2026-06-05: day and month could be either" },
        { "calendar: {holidays: [2026-2-3]}", "DAC0902", "2026-2-3", "write 2026-02-03 if that is what is meant" },
        { "calendar: {holidays: [2026-2-30]}", "DAC0902", "2026-2-30", "dates are written YYYY-MM-DD, and the day must exist" },
        { "calendar: {holidays: [{from: 2026-12-28}]}", "DAC0136", "from", "give the first and the last day: {from: 2026-12-28, to: 2027-01-03}" },
        { "calendar: {holidays: [{from: 2026-12-28, to: 2026-12-29, why: x}]}", "DAC0135", "why", "the keys known here are: name, from, to" },
        { "roles: {QA engineer: []}", "DAC0911", "QA engineer", "names are lower-case letters, digits and hyphens, and begin with a letter" },
        { "roles: {cto: {login: clara}}", "DAC0134", "{login: clara}", "put it in brackets, `[…]`, or write every item on a line that begins with `- `" },
        { "roles: {cto: [clara]}", "DAC0134", "clara", "write lines of the form `key: value`, indented under the key" },
        { "roles: {cto: [{for: \"acme-*\"}]}", "DAC0907", "{for: \"acme-*\"}", "give at least one of login, id, email or team" },
        { "roles: {cto: [{login: clara, team: acme/cto}]}", "DAC0907", "{login: clara, team: acme/cto}", "make two entries of it" },
        { "roles: {cto: [{login: \"@clara\"}]}", "DAC0907", "\"@clara\"", "write the name of the account only, without @" },
        { "roles: {cto: [{email: clara}]}", "DAC0907", "clara", "write the address as commits have it: dana@studio.example" },
        { "roles: {cto: [{team: acme}]}", "DAC0907", "acme", "write organisation and team: acme/qa" },
        { "roles: {cto: [{login: clara, mail: c@acme.example}]}", "DAC0135", "mail", "did you mean \"email\"?" },
        { "roles: {client: [{login: acme-contact}]}", "DAC0908", "{login: acme-contact}", "add the ids of the client's own deliveries: for: \"acme-*\"" },
        { "environments: {Production: {}}", "DAC0911", "Production", "names are lower-case letters, digits and hyphens, and begin with a letter" },
        { "environments: {a: {windows: []}}", "DAC0135", "windows", "the keys known here are: deployment-windows, high-traffic, freezes, allowed-hosts, env" },
        { "environments: {a: {deployment-windows: [{from: 9am}]}}", "DAC0903", "9am", "write hours and minutes with two digits each, in quotes: \"09:30\"" },
        { "environments: {a: {deployment-windows: [{from: \"25:00\"}]}}", "DAC0903", "\"25:00\"", "write hours and minutes with two digits each, in quotes: \"09:30\"" },
        { "environments: {a: {deployment-windows: [{days: [tues]}]}}", "DAC0905", "tues", "one of: monday, tuesday, wednesday, thursday, friday, saturday, sunday" },
        { "environments: {a: {freezes: [{to: 2026-12-24}]}}", "DAC0136", "to", "give the first and the last day: {from: 2026-12-28, to: 2027-01-03}" },
        { "environments: {a: {freezes: [{every: month}]}}", "DAC0136", "every", "say which: days: [last], days: [1, 15] or, every week, days: [friday]" },
        { "environments: {a: {freezes: [{every: month, days: [32]}]}}", "DAC0905", "32", "write a number from 1 to 31, or last" },
        { "environments: {a: {freezes: [{every: monht, days: [last]}]}}", "DAC0905", "monht", "did you mean \"month\"?" },
        { "environments: {a: {allowed-hosts: [\"https://acme.example/\"]}}", "DAC0913", "\"https://acme.example/\"", "write a name or address, with a port if it needs one, and nothing else: acme.example or \"127.0.0.1:8080\"" },
        { "environments: {a: {allowed-hosts: [\"*.acme.example\"]}}", "DAC0913", "\"*.acme.example\"", "write a name or address, with a port if it needs one, and nothing else: acme.example or \"127.0.0.1:8080\"" },
        { "environments: {a: {env: {secrets: [$TOKEN]}}}", "DAC0911", "$TOKEN", "write the name only, without $ and value: letters, digits and underscores" },
        { "environments: {a: {env: [TOKEN]}}", "DAC0134", "[TOKEN]", "write lines of the form `key: value`, indented under the key" },
        { "required-checks: [{app: 1}]", "DAC0136", "app", "give the name of the check run: name: ci/build" },
        { "required-checks: [{name: ci/build, app: actions}]", "DAC0134", "actions", "write the number in digits, without quotes" },
        { "facts: {infra: [\"{a,b}\"]}", "DAC0910", "\"{a,b}\"", "for example: deliveries/*/record.md, infra/** or acme-*" },
        { "facts: {infra: infra/**}", "DAC0923", "/", "paths are written as a list: [\"infra/**\"]" },
        { "facts: {and: [a]}", "DAC0911", "and", "conditions use this word for something else: choose another" },
        { "facts: {environment: [a]}", "DAC0911", "environment", "conditions use this word for something else: choose another" },
        { "escalation: {acceptable-delay: soon}", "DAC0904", "soon", "write a number of days: 2d, 5 working days or 1 week" },
        { "escalation: {milestones: {QA certified: 36h}}", "DAC0904", "36h", "write a number of days: 2d, 5 working days or 1 week" },
        { "escalation: {escalate-after-attempts: 0}", "DAC0134", "0", "write the number in digits, without quotes" },
        { "cadence: {status-update: weekly}", "DAC0904", "weekly", "write it as: every 5 working days, every 10 days or every 2 weeks" },
        { "acknowledgements: {require-signed: yes}", "DAC0134", "yes", "write true or false, without quotes" },
        { "acknowledgements: {expire-after: 2 weeks}", "DAC0904", "2 weeks", "write a whole number and a unit: 30m, 48h or 14d" },
        { "channels: {slack: {}}", "DAC0136", "{}", "name the environment variable that holds its address: webhook: env:SLACK_WEBHOOK_URL" },
        { "channels: {slack: {webhook: \"https://hooks.example/T0/B0\"}}", "DAC0914", "\"https://hooks.example/T0/B0\"", "write env:NAME, and keep the value among the secrets of the forge or the shell" },
        { "channels: {teams: {}}", "DAC0135", "teams", "the keys known here are: slack, github" },
        { "publish: pull request", "DAC0905", "pull request", "did you mean \"pull-request\"?" },
    };

    /// <summary>What a schema cannot express.</summary>
    public static TheoryData<string, string, string, string> SeenByTheReader => new()
    {
        { "lifecycle: client-delivry", "DAC0915", "client-delivry", "did you mean \"client-delivery\"?" },
        { "lifecycle: scrum", "DAC0915", "scrum", "write the path of a lifecycle file of this repository, or one of: client-delivery, hotfix, release" },
        { "calendar: {time-zone: Europe/Madrit}", "DAC0906", "Europe/Madrit", "did you mean \"Europe/Madrid\"?" },
        { "calendar: {time-zone: Madrid}", "DAC0906", "Madrid", "did you mean \"Europe/Madrid\"?" },
        { "calendar: {holidays: [2026-02-30]}", "DAC0902", "2026-02-30", "dates are written YYYY-MM-DD, and the day must exist" },
        { "calendar: {holidays: [{from: 2027-01-03, to: 2026-12-28}]}", "DAC0909", "{from: 2027-01-03, to: 2026-12-28}", "exchange the two days, or correct the year" },
        { "escalation: {to: ceo}\nroles: {cto: []}", "DAC0912", "ceo", "did you mean \"cto\"?" },
        { "escalation: {to: cto}", "DAC0912", "cto", "add it: roles: {cto: [{login: …}]}" },
        { "facts:\n  needs-dba: data-persistence and (code-changed or", "DAC0923", "", "write a name such as data-persistence there" },
        { "facts:\n  needs-dba: \"data-persistence code-changed\"", "DAC0923", "code-changed", "names have hyphens instead of spaces: data-persistence and not documentation-only" },
        { "facts:\n  needs-dba: >-\n    data-persistence\n    code-changed\n", "DAC0923", ">-\n    data-persistence\n    code-changed", "names have hyphens instead of spaces: data-persistence and not documentation-only" },
        { "facts: {a: documentation-only == yes}", "DAC0923", "documentation-only", "a fact stands alone or after not; only environment and complexity are compared" },
        { "facts: {a: complexity == smple}", "DAC0923", "smple", "did you mean \"simple\"?" },
        { "facts: {a: not data-persistance}", "DAC0925", "data-persistance", "did you mean \"data-persistence\"?" },
        { "facts: {needs-dba: [a], b: \"need-dba or code-changed\"}", "DAC0925", "need-dba", "did you mean \"needs-dba\"?" },
        { "facts: {a: environment == acme-prodution}\nenvironments: {acme-production: {}}", "DAC0925", "acme-prodution", "did you mean \"acme-production\"?" },
        { "facts: {a: code-changed or b, b: not c, c: a}", "DAC0924", "code-changed or b", "let one of them be told from paths: a list such as [\"infra/**\"]" },
        { "facts: {a: not a}", "DAC0924", "not a", "let one of them be told from paths: a list such as [\"infra/**\"]" },
        { "facts: {code-changed: not monitoring-required}", "DAC0924", "not monitoring-required", "let one of them be told from paths: a list such as [\"infra/**\"]" },
        { "environments: {a: {env: {plain: [TOKEN], secrets: [TOKEN]}}}", "DAC0911", "TOKEN", "keep it among the secrets only, so that it is masked" },
        { "environments: {a: {allowed-hosts: [\"acme.example:99999\"]}}", "DAC0913", "\"acme.example:99999\"", "write a name or address, with a port if it needs one, and nothing else: acme.example or \"127.0.0.1:8080\"" },
    };

    public static TheoryData<string> Correct => new()
    {
        "",
        "version: 1",
        "calendar: {holidays: []}",
        "lifecycle: ops/stages/own.yml",
        "roles: {cto: [{id: 106}, {id: \"U_kgDO\"}], client: [{team: acme/ops, for: acme-bot}]}",
        "environments: {a: , b: {freezes: [{every: week, days: [friday], for: \"acme-*\"}, {from: 2026-12-18, to: 2026-12-18}]}}",
        "environments: {a: {allowed-hosts: [localhost, \"[::1]:80\", \"::1\", 10.0.0.1]}}",
        "required-checks: [{name: ci/build}]",
        "facts: {a: , b: [], c: \"d and not (documentation-only or environment == 'acme')\", d: [\"x/**\"], documentation-only: c-only, c-only: [x]}\nenvironments: {acme: {}}",
        "cadence: {status-update: every 1 week}",
        "channels: {slack: , github: {}}",
        ConfigurationExamples.Full.Text,
        ConfigurationExamples.Template("delivery.yml").Text,
    };

    [Theory]
    [MemberData(nameof(SeenByBoth))]
    [MemberData(nameof(SeenByTheReader))]
    public void The_reader_says_where_and_what_to_do(string yaml, string code, string place, string help)
    {
        var finding = ConfigurationExamples.Read(yaml).Diagnostics.ShouldHaveSingleItem();

        finding.Code.ShouldBe(code);
        yaml.Substring(finding.Location.Span.Start, finding.Location.Span.Length).ShouldBe(place);
        finding.Help.ShouldBe(help);
        finding.Message.ShouldNotEndWith(".");
    }

    [Theory]
    [MemberData(nameof(SeenByBoth))]
    public void The_schema_refuses_it_too(string yaml, string code, string place, string help)
    {
        _ = (code, place, help);
        Schema.Validate(ConfigurationExamples.ToJson(yaml)).ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Correct))]
    public void What_is_right_is_right_for_both(string yaml)
    {
        ConfigurationExamples.Read(yaml).Diagnostics.ShouldBeEmpty();
        Schema.Validate(ConfigurationExamples.ToJson(yaml)).ShouldBeEmpty();
    }

    [Fact]
    public void A_secret_is_not_repeated_in_the_message()
    {
        var finding = ConfigurationExamples.Read("channels: {slack: {webhook: \"https://hooks.example/T0/B0\"}}").Diagnostics.Single();

        $"{finding.Message} {finding.Help}".ShouldNotContain("hooks.example");
    }

    [Fact]
    public void An_offered_repair_repairs()
    {
        const string yaml = "calender: {}\npublish: directly\ncalendar: {time-zone: Europe/Madrit}\n";
        var source = SourceText.From("delivery.yml", yaml);
        var fixes = DeliveryConfigurationReader.Read(source).Diagnostics.Where(d => d.Fix is not null).SelectMany(d => d.Fix!.Edits);

        source.Apply([.. fixes]).Text.ShouldBe("calender: {}\npublish: direct\ncalendar: {time-zone: Europe/Madrid}\n");
    }
}
