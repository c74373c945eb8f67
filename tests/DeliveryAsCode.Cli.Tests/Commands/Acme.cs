using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>A repository with one delivery, committed, for the program to be called in.</summary>
internal static class Acme
{
    public const string Folder = "deliveries/acme-support-bot";
    public const string RecordPath = $"{Folder}/record.md";
    public const string RunbookPath = $"{Folder}/runbook.md";
    public const string ChecklistPath = $"{Folder}/checklists/deployment.md";

    public const string Rules = """
        version: 1
        roles:
          delivery-manager: [{login: dana, email: dana@studio.example}]
          client-intake-manager: [{login: iris, email: iris@studio.example}]
          production-line-architect: [{login: pablo, email: pablo@studio.example}]
          qa-engineer: [{login: quinn, email: quinn@studio.example}]
          deployment-specialist: [{login: diego, email: diego@studio.example}]
          cto: [{login: clara, email: clara@studio.example}]
          client: [{email: ops@acme.example, for: "acme-*"}]
        environments:
          acme-production:
            env: {plain: [APP_REGION], secrets: [DATABASE_URL]}

        """;

    public const string Record = """
        # Delivery Record: Acme Corp — Support Bot

        - **Client:** Acme Corp
        - **Scope:** Answers first-line questions
        - **Intake date:** 2026-03-02
        - **Agreed delivery date:** 2026-05-15
        - **Actual delivery date:** TBD
        - **Status:** Deployment

        ## Milestones

        | Milestone | Target date | Actual date | Status |
        |-----------|-------------|-------------|--------|
        | Intake handoff | 2026-03-02 | 2026-03-03 | ✅ Done |
        | Deployment start | 2026-05-12 | | Planned |
        | Deployment complete | 2026-05-12 | | Planned |

        ## Gates

        | Gate | Decision | Decided by | Date | Evidence |
        |------|----------|------------|------|----------|
        | Intake handoff | Passed | iris | 2026-03-03 | #12 |
        | Delivery planning | Passed | pablo | 2026-03-06 | #13 |
        | Production tracking | Passed | pablo | 2026-04-10 | #20 |
        | QA gate | Passed | quinn | 2026-04-24 | #31 |

        ## Risk register

        | Risk | Likelihood | Impact | Mitigation |
        |------|------------|--------|------------|
        | Quota of the API | Low | High | Cache answers |

        ## Escalations

        | Date | Issue | Escalated to | Resolution |
        |------|-------|--------------|------------|
        | 2026-04-23 | 3 of 41 scenarios fail | clara | open |

        ## Status updates sent

        | Date | Type | Summary |
        |------|------|---------|
        | 2026-04-23 | Weekly status | QA found three faults |

        """;

    public const string Checklist = """
        # Checklist: Deployment

        ## Pre-Deployment

        - [ ] All tests passing <!-- id: tests-passing; owner: qa-engineer -->
        - [ ] Rollback plan prepared <!-- id: rollback-plan -->
        - [ ] Rollback rehearsed <!-- id: rehearsal -->

        """;

    /// <summary>Deploys and undoes by appending lines to the file <c>done</c>, which git does not see.</summary>
    public const string Runbook = """
        ---
        environment: none
        ---
        # Deployment plan: Support Bot 1.4.0

        ## Application

        ### Deploy

        ```bash run
        echo deployed >> done
        ```

        ```bash verify
        grep -q deployed done
        ```

        ```bash undo
        echo undone >> done
        ```

        ## Smoke tests

        ### It answers

        ```bash
        test ! -e broken
        ```

        """;

    public const string GatedRunbook = """
        ---
        environment: acme-production
        release: {commit: 4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e}
        ---
        # Deployment plan: Support Bot 1.4.0

        ## Final checks

        ### Production is healthy <!-- check: health -->

        ```bash
        true
        ```

        ### Backups are valid <!-- check: backup -->

        ```bash
        true
        ```

        ### Rollback reviewed <!-- check: rollback-review -->

        ```bash
        true
        ```

        ### Go or no-go <!-- decide: delivery-manager -->

        ## Application

        ### Deploy <!-- needs-rehearsal: no, to undo it is to append a line -->

        ```bash run
        sh ops/deploy.sh
        ```

        ```bash undo
        echo undone >> done
        ```

        ## Smoke tests

        ### It answers

        ```bash
        true
        ```

        """;

    public static DeliveryRepository Repository([CallerMemberName] string test = "") => Begun(Record, test);

    /// <summary>The decisions in a record as it is first committed are adopted: they count, whoever made them.</summary>
    public static DeliveryRepository Begun(string record, [CallerMemberName] string test = "") =>
        DeliveryRepository.Create(test)
            .Write("delivery.yml", Rules)
            .Write(".gitignore", "done\nbroken\n")
            .Write("ops/deploy.sh", "echo deployed >> done\n")
            .Write(RecordPath, record)
            .Write(ChecklistPath, Checklist)
            .Write(RunbookPath, Runbook)
            .Commit();

    /// <summary>The gate rows that a deployment waits for all say passed.</summary>
    public static string Cleared => Record.Replace(
        "| #31 |\n", "| #31 |\n| Deployment plan | Passed | diego | 2026-05-11 | #40 |\n", StringComparison.Ordinal);

    /// <summary>Every file outside of <c>.git</c> with the digest of what it holds.</summary>
    public static string Tree(this DeliveryRepository repository) => string.Join('\n',
        Directory.EnumerateFileSystemEntries(repository.Path, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(repository.Path, path))
            .Where(path => path != ".git" && !path.StartsWith(".git/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {DigestOf(Path.Combine(repository.Path, path))}"));

    /// <summary>The one journal of the delivery.</summary>
    public static string Journal(this DeliveryRepository repository) =>
        Path.GetRelativePath(repository.Path, Directory.GetFiles(Path.Combine(repository.Path, Folder, "executions"), "*.jsonl").ShouldHaveSingleItem());

    public static string[] Done(this DeliveryRepository repository) =>
        repository.Has("done") ? repository.Read("done").Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];

    private static string DigestOf(string path)
    {
        if (!File.Exists(path))
            return "folder";

        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
