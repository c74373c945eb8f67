using System.Runtime.CompilerServices;
using System.Text;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Cli.Tests.Workspaces;
using DeliveryAsCode.Templates;

namespace DeliveryAsCode.Cli.Tests.Transitions;

/// <summary>A repository with a delivery whose QA gate only waits for quinn, and a branch on which people work.</summary>
internal static class Certifiable
{
    public const string Id = "acme-support-bot";
    public const string Folder = $"deliveries/{Id}";
    public const string RecordPath = $"{Folder}/record.md";

    public const string Rules = """
        version: 1
        roles:
          delivery-manager: [{login: dana, email: dana@studio.example}]
          client-intake-manager: [{login: iris, email: iris@studio.example}]
          production-line-architect: [{login: pablo, email: pablo@studio.example}]
          qa-engineer: [{login: quinn, email: quinn@studio.example}]
          deployment-specialist: [{login: diego, email: diego@studio.example}]
          cto: [{login: clara, email: clara@studio.example}]
          client: [{login: acme-contact, email: acme-contact@studio.example, for: "acme-*"}]
          policy-owner: [{login: clara, email: clara@studio.example}]
        environments:
          acme-production:
            freezes: [{from: 2026-12-18, to: 2027-01-04, why: year end}]

        """;

    public const string Record = """
        # Delivery Record: Acme Corp — Support Bot

        - **Client:** Acme Corp
        - **Scope:** Answers first-line questions
        - **Intake date:** 2026-03-02
        - **Agreed delivery date:** 2026-12-15
        - **Actual delivery date:** TBD
        - **Status:** QA

        ## Milestones

        | Milestone | Target date | Actual date | Status |
        |-----------|-------------|-------------|--------|
        | Intake handoff | 2026-03-02 | 2026-03-03 | ✅ Done |
        | Production start | 2026-03-09 | 2026-03-09 | ✅ Done |
        | Production complete | 2026-04-10 | 2026-04-10 | ✅ Done |
        | QA submitted | 2026-04-13 | 2026-04-13 | ✅ Done |
        | QA certified | 2026-12-01 | | Planned |
        | Deployment start | 2026-12-10 | | Planned |
        | Deployment complete | 2026-12-10 | | Planned |
        | Client handover | 2026-12-11 | | Planned |
        | Post-delivery review | 2026-12-14 | | Planned |

        ## Gates

        | Gate | Decision | Decided by | Date | Evidence |
        |------|----------|------------|------|----------|
        | Intake handoff | Passed | iris | 2026-03-03 | #12 |
        | Delivery planning | Passed | pablo | 2026-03-06 | #13 |
        | Production tracking | Passed | pablo | 2026-04-10 | #20 |

        ## Risk register

        | Risk | Likelihood | Impact | Mitigation |
        |------|------------|--------|------------|
        | Quota of the API | Low | High | Cache answers |

        ## Escalations

        | Date | Issue | Escalated to | Resolution |
        |------|-------|--------------|------------|
        | 2026-04-23 | The test data is late | clara | open |

        ## Status updates sent

        | Date | Type | Summary |
        |------|------|---------|
        | 2026-04-23 | Weekly status | QA begins |

        """;

    /// <summary>As the template has it, and done.</summary>
    private static string Checklist => Encoding.UTF8.GetString(BuiltInTemplates.Find("delivery/checklists/qa.md")!).Replace("- [ ]", "- [x]", StringComparison.Ordinal);

    /// <summary>Main holds the delivery; the work tree is on the branch <c>work</c>.</summary>
    public static DeliveryRepository Repository([CallerMemberName] string test = "") =>
        DeliveryRepository.Create(test)
            .Write("delivery.yml", Rules)
            .Write(RecordPath, Record)
            .Write($"{Folder}/checklists/qa.md", Checklist)
            .Write($"{Folder}/qa-report.md", "# QA report\n\n- **Result:** PASS\n- **Certified release:** 4f2c9d1e5b7a8c3d2e1f0a9b8c7d6e5f4a3b2c1d\n")
            .CommitAs("dana", "Begin")
            .Branch("work", "main");

    /// <summary>What git commits from now on is this person's.</summary>
    public static DeliveryRepository As(this DeliveryRepository repository, string person)
    {
        repository.Git("config", "user.name", person);
        repository.Git("config", "user.email", $"{person}@studio.example");
        return repository;
    }

    public static DeliveryRepository Acknowledge(this DeliveryRepository repository, string person, string gate, params string[] options)
    {
        Delivery.In(repository.As(person)).Run(["acknowledge", Id, "--gate", gate, .. options]).ExitsWith(0);
        return repository;
    }

    public static DeliveryRepository Edit(this DeliveryRepository repository, string old, string replacement, string path = RecordPath)
    {
        var text = repository.Read(path);
        text.ShouldContain(old);
        return repository.Write(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    /// <summary>Adds a row to the Gates table as anybody can in an editor.</summary>
    public static DeliveryRepository AddRow(this DeliveryRepository repository, string row) =>
        repository.Edit("\n\n## Risk register", $"\n{row}\n\n## Risk register");

    public static Outcome Check(this DeliveryRepository repository, string revision = "main") =>
        Delivery.In(repository).Run("check", "--base", revision);

    /// <summary>The codes of what is refused, each once.</summary>
    public static string Refusals(this DeliveryRepository repository, string revision = "main")
    {
        var outcome = Delivery.In(repository).Run("check", "--base", revision, "--json");
        var errors = outcome.Json.GetProperty("diagnostics").EnumerateArray().Where(d => d.GetProperty("severity").GetString() == "error").Select(d => d.GetProperty("code").GetString()).Distinct().Order(StringComparer.Ordinal).ToArray();
        outcome.ExitsWith(errors.Length > 0 ? 1 : 0);
        return string.Join(' ', errors);
    }
}
