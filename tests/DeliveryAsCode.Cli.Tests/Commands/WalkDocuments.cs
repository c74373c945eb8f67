namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>What people write beside the record while a delivery goes through its stages.</summary>
internal static class WalkDocuments
{
    public static string Requirements(string signed) => $"""
        # Requirements

        ## What is built

        - A page on which customers ask about their orders, in English

        ## What is not built

        - Answers in Spanish: they come with a later release

        ## Open questions

        None.

        ## Sign-off

        - **Signed off by:** Olivia Marsh, operations at Acme Corp
        - **Signed off on:** {signed}

        """;

    public static string Report(string result, string release, string date, string status) => $"""
        # QA report: Acme Corp — Support Bot

        - **Result:** {result}
        - **Certified release:** Support Bot 1.4.0, {release}
        - **Tested on:** {date}
        - **Tested by:** quinn

        ## Scope tested

        - The 41 scenarios of the requirements

        ## Findings

        | Finding | Severity | Status |
        |---------|----------|--------|
        | Three scenarios answer with another customer's order | Critical | {status} |

        """;

    public static string Runbook(string release) => $"""
        ---
        environment: acme-production
        release: {"{"}commit: {release}{"}"}
        no-watch: the page has no metrics yet; support looks at it for a day
        ---
        # Deployment plan: Support Bot 1.4.0

        ## Final checks

        ### The release is there <!-- check: health -->

        ```bash
        test -f app/1.4.0/index.html
        ```

        ### There is nothing to back up <!-- check: backup -->

        ```bash
        test ! -e target/data
        ```

        ### The way back is there <!-- check: rollback-review -->

        ```bash
        test -f ops/switch.sh
        ```

        ### Go or no-go <!-- decide: delivery-manager -->

        ## Application

        ### Switch to the new version

        ```bash run
        sh ops/switch.sh 1.4.0
        ```

        ```bash verify
        grep -q 1.4.0 target/current
        ```

        ```bash undo
        sh ops/switch.sh 1.3.0
        ```

        ## Smoke tests

        ### The new version is current

        ```bash
        grep -q 1.4.0 target/current
        ```

        """;

    public static string Package(string agreed, string handed) => $"""
        # Handover: Acme Corp — Support Bot

        - **Client:** Acme Corp
        - **Agreed delivery date:** {agreed}
        - **Handed over on:** {handed}

        ## What was delivered

        | Part of the scope | Outcome | Note |
        |-------------------|---------|------|
        | Answers in English | Delivered | |
        | Answers in Spanish | Deferred | With the next release, agreed with Olivia Marsh |

        ## Access and use

        - **Where:** https://support.acme.example
        - **Sign-in:** with the customer's account

        ## Configuration notes

        - Answers are kept for a minute

        ## Support contact and next steps

        - **Support contact:** support@studio.example, working days from nine to five

        """;

    public static string Lessons(string agreed, string held) => $"""
        # Post-delivery review: Acme Corp — Support Bot

        - **Agreed delivery date:** {agreed}
        - **Held on:** {held}

        ## What went well

        - The deployment took a minute

        ## What did not go well

        - Three scenarios failed the first certification

        ## Lessons learned

        - Scenarios with two customers belong into the tests of production

        ## Client feedback

        Olivia Marsh: half as many calls about orders as before.

        """;
}
