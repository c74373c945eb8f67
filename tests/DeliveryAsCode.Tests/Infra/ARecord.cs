using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Infra;

/// <summary>A delivery record in which everything stands once, for tests to read whole or with one thing changed.</summary>
internal static class ARecord
{
    public const string Path = "deliveries/acme-support-bot/record.md";

    public const string Text = """
        # Delivery Record: Acme Corp — Support Bot

        - **Client:** Acme Corp
        - **Scope:** Answers first-line questions
        - **Intake date:** 2026-03-02
        - **Agreed delivery date:** 2026-05-15
        - **Actual delivery date:** TBD
        - **Status:** QA

        ## Milestones

        | Milestone | Target date | Actual date | Status |
        |-----------|-------------|-------------|--------|
        | Intake handoff | 2026-03-02 | 2026-03-03 | ✅ Done |
        | QA certified | 2026-04-24 | | ❌ Failed |
        | Deployment start | | | |

        ## Gates

        | Gate | Decision | Decided by | Date | Evidence |
        |------|----------|------------|------|----------|
        | Intake handoff | Passed | iris | 2026-03-03 | #12 |
        | QA gate | Failed | quinn | 2026-04-22 | #31 report |

        ## Risk register

        | Risk | Likelihood | Impact | Mitigation |
        |------|------------|--------|------------|
        | Quota: reads \| writes | Low | High | Cache answers |

        ## Escalations

        | Date | Issue | Escalated to | Resolution |
        |------|-------|--------------|------------|
        | 2026-04-23 | 3 of 41 scenarios fail | clara | open |

        ## Status updates sent

        | Date | Type | Summary |
        |------|------|---------|
        | 2026-04-23 | Weekly status | QA found three faults |

        """;

    public static DeliveryRecord Read() => Read(Text).Value!;

    public static ReadResult<DeliveryRecord?> Read(string text) =>
        RecordReader.Read(MarkdownDocument.Read(SourceText.From(Path, text)).Value, "acme-support-bot");

    /// <summary>The record with one text, which must stand in it, replaced.</summary>
    public static string With(string old, string replacement)
    {
        Text.ShouldContain(old);
        return Text.Replace(old, replacement, StringComparison.Ordinal);
    }

    /// <summary>The record with these rows in its Gates table, each <c>gate: decision</c>.</summary>
    public static DeliveryRecord WithGates(params string[] decisions)
    {
        var rows = decisions.Select(d => d.Split(": ")).Select(d => $"| {d[0]} | {d[1]} | dana | 2026-03-03 | #1 |");
        return Read(With("| Intake handoff | Passed | iris | 2026-03-03 | #12 |\n| QA gate | Failed | quinn | 2026-04-22 | #31 report |", string.Join('\n', rows))).Value!;
    }

    /// <summary>Each finding as <c>code line:column</c>.</summary>
    public static string[] Places<T>(this ReadResult<T> read) => read.Diagnostics.Places();

    public static string[] Places(this IEnumerable<Diagnostic> diagnostics) => [.. diagnostics.Select(d => $"{d.Code} {d.Location.Start}")];
}
