using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Tests.Infra;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Tests.Runbooks;

public class RunbookReaderTests
{
    private const string Text = """
        ---
        environment: acme-production
        release: {commit: 4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e, artifact: "sha256:9c1e"}
        needs: [psql, curl]
        env: [DATABASE_URL, APP_REGION]
        fresh-for: 5m
        no-watch: there are no metrics yet
        owner-of-the-file: somebody else
        ---
        # Deployment plan: Support Bot 1.4.0

        ## Final checks

        - [ ] Announce the window <!-- confirm: deployment-specialist -->
        - [ ] Open the call

        ### Production is healthy <!-- check: health -->
        ```http expect=204 contains="ok, fine" timeout=5s
        POST https://acme.example/healthz?deep=1
        Accept: text/plain
        X-Id: a:b

        {"a": 1}
        ```
        ### Backups are valid <!-- check: backup; when: data-persistence -->
        ```sh
        ./ops/verify-backup.sh
        ```
        ### Rollback reviewed <!-- check: rollback-review; confirm: deployment-specialist -->
        ### Go or no-go <!-- decide: delivery-manager -->

        ## Database migrations
        ### 001 index <!-- parallel; needs-rehearsal: no, it only adds -->
        #### Why
        ```bash run timeout=10m retry=3 backoff=5s idempotent continue-on-error workdir=migrations env=DATABASE_URL,APP_REGION log=tail output=NAME
        echo one
        ```
        ```bash verify
        true
        ```
        ```python undo idempotent
        print(1)
        ```
        ```bash example
        rm -rf everything
        ```
        ```sql
        select 1
        ```
        ### 001 index
        ```pwsh run point-of-no-return="data is gone" previous-version-compatible
        exit 0
        ```

        ## Smoke tests
        ### Home page answers
        ```http
        GET https://acme.example/
        ```

        ## Monitoring

        ## After rollback
        ### Tell everybody <!-- confirm: delivery-manager -->

        """;

    private static readonly Runbook Runbook = Read(Text).Value;

    [Fact]
    public void A_runbook_of_the_design_is_read_without_a_finding() => Read(Text).Diagnostics.ShouldBeEmpty();

    [Fact]
    public void The_front_matter_says_where_and_what()
    {
        (Runbook.Environment, Runbook.IsGated, Runbook.Release).ShouldBe(("acme-production", true, new Release("4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e", "sha256:9c1e")));
        Runbook.Needs.ShouldBe(["psql", "curl"]);
        Runbook.Env.ShouldBe(["DATABASE_URL", "APP_REGION"]);
        (Runbook.FreshFor, Runbook.NoWatchReason, Runbook.Title).ShouldBe((TimeSpan.FromMinutes(5), "there are no metrics yet", "Deployment plan: Support Bot 1.4.0"));
    }

    [Fact]
    public void Level_two_headings_are_phases_of_the_kind_they_are_called() =>
        Runbook.Phases.Select(p => (p.Id, p.Kind)).ShouldBe(
        [
            ("final-checks", PhaseKind.FinalChecks), ("database-migrations", PhaseKind.Execution), ("smoke-tests", PhaseKind.SmokeTests),
            ("monitoring", PhaseKind.Monitoring), ("after-rollback", PhaseKind.AfterRollback),
        ]);

    [Fact]
    public void Step_ids_are_slugs_and_a_duplicate_gets_a_number() =>
        Runbook.Steps.Select(s => s.Id).ShouldBe(
        [
            "final-checks/production-is-healthy", "final-checks/backups-are-valid", "final-checks/rollback-reviewed", "final-checks/go-or-no-go",
            "database-migrations/001-index", "database-migrations/001-index-2", "smoke-tests/home-page-answers", "after-rollback/tell-everybody",
        ]);

    [Fact]
    public void Task_items_of_a_phase_are_confirmations() =>
        Runbook.Phases[0].Confirmations.Select(c => (c.Id, c.Text, c.Role)).ShouldBe(
            [("final-checks/announce-the-window", "Announce the window", "deployment-specialist"), ("final-checks/open-the-call", "Open the call", null)]);

    [Fact]
    public void Comments_of_a_heading_say_what_a_step_waits_for_and_checks()
    {
        var steps = Runbook.Steps.ToList();

        steps.Select(s => s.Check).ShouldBe([FinalCheck.Health, FinalCheck.Backup, FinalCheck.RollbackReview, null, null, null, null, null]);
        steps.Select(s => s.Confirm ?? s.Decide).ShouldBe([null, null, "deployment-specialist", "delivery-manager", null, null, null, "delivery-manager"]);
        (steps[1].When?.Text, steps[4].IsParallel, steps[4].NoRehearsalReason, steps[5].IsParallel).ShouldBe(("data-persistence", true, "it only adds", false));
    }

    [Fact]
    public void A_script_is_read_with_every_attribute()
    {
        var step = Step("database-migrations/001-index");
        var run = step.Run.ShouldBeOfType<ScriptAction>();

        (run.Interpreter, run.Source).ShouldBe((Interpreter.Bash, "echo one\n"));
        run.Options.Env.ShouldNotBeNull().ShouldBe(["DATABASE_URL", "APP_REGION"]);
        (run.Options with { Env = null }).ShouldBe(new ActionOptions(
            TimeSpan.FromMinutes(10), 3, TimeSpan.FromSeconds(5), true, true, "migrations", null, true, null, false, "NAME"));
        step.Verify.ShouldBeOfType<ScriptAction>().Options.IsIdempotent.ShouldBeFalse();
        (step.Undo.ShouldBeOfType<ScriptAction>().Interpreter, step.Undo!.Options.IsIdempotent).ShouldBe((Interpreter.Python, true));
    }

    [Fact]
    public void A_point_of_no_return_has_a_reason()
    {
        var run = Step("database-migrations/001-index-2").Run.ShouldBeOfType<ScriptAction>();

        (run.Interpreter, run.Options.PointOfNoReturn, run.Options.PreviousVersionCompatible).ShouldBe((Interpreter.PowerShell, "data is gone", true));
    }

    [Fact]
    public void A_request_is_read_as_editors_read_it()
    {
        var http = Step("final-checks/production-is-healthy").Run.ShouldBeOfType<HttpAction>();

        (http.Method, http.Url.ToString(), http.Body, http.ExpectedStatus, http.Contains, http.Options.Timeout)
            .ShouldBe(("POST", "https://acme.example/healthz?deep=1", "{\"a\": 1}", 204, "ok, fine", TimeSpan.FromSeconds(5)));
        http.Headers.ShouldBe([new("Accept", "text/plain"), new("X-Id", "a:b")]);
        Step("smoke-tests/home-page-answers").Run.ShouldBeOfType<HttpAction>().ExpectedStatus.ShouldBe(200);
    }

    [Fact]
    public void A_block_whose_end_was_forgotten_does_not_swallow_the_next_one() =>
        Read("""
            ---
            environment: none
            ---
            # Plan
            ## Application
            ### Migrate
            ```bash run point-of-no-return="data"
            ./migrate.sh up

            ```bash undo
            ./migrate.sh down
            ```
            ## Smoke tests
            ### Answers
            ```bash
            ./smoke.sh
            ```
            """).Places().ShouldBe(["DAC0411 10:1"]);

    [Theory]
    [InlineData("yaml watch example")]
    [InlineData("yaml example watch")]
    public void An_example_of_a_watch_is_prose(string info) =>
        Read(With("```sql", $"```{info}")).Places().ShouldBeEmpty();

    [Theory]
    [InlineData("environment: acme-production\n", "", "DAC0409 2:1")]
    [InlineData("fresh-for: 5m", "fresh-for: soon", "DAC0134 6:12")]
    [InlineData("```bash run timeout=10m", "```bash run timeuot=10m", "DAC0403 35:13")]
    [InlineData("```http expect=204", "```http expect=2O4", "DAC0404 18:9")]
    [InlineData("timeout=10m", "timeout=soon", "DAC0404 35:13")]
    [InlineData("retry=3", "retry=-3", "DAC0404 35:25")]
    [InlineData("workdir=migrations", "workdir=../up", "DAC0404 35:73")]
    [InlineData("idempotent continue", "idempotent=yes continue", "DAC0404 35:44")]
    [InlineData("log=tail", "log=all", "DAC0404 35:120")]
    [InlineData("output=NAME", "output=9A", "DAC0404 35:129")]
    [InlineData("bash run timeout", "bash run undo timeout", "DAC0404 35:13")]
    [InlineData("```bash verify", "```bash verfy", "DAC0403 38:9")]
    [InlineData("```python undo", "```python verify", "DAC0416 33:5", "DAC0405 41:4")]
    [InlineData("### Production is healthy", "Production is healthy", "DAC0406 18:4")]
    [InlineData("```bash run timeout=10m", "```text run timeout=10m", "DAC0407 33:5", "DAC0403 35:4")]
    [InlineData("POST https://acme.example/healthz?deep=1", "POST /healthz", "DAC0408 19:1")]
    [InlineData("POST https://acme.example/healthz?deep=1", "POST https://a:b@acme.example/", "DAC0408 19:1")]
    [InlineData("POST https://acme.example/healthz?deep=1", "FETCH https://acme.example/", "DAC0408 19:1")]
    [InlineData("check: backup;", "check: backups;", "DAC0410 25:28")]
    [InlineData("check: backup;", "chek: backup;", "DAC0410 25:28")]
    [InlineData("needs-rehearsal: no, it only adds", "needs-rehearsal: no", "DAC0410 33:30")]
    [InlineData(" point-of-no-return=\"data is gone\"", "", "DAC0416 50:5")]
    [InlineData("```sql", "```yaml strategy", "DAC0134 48:1")]
    [InlineData("## Smoke tests", "## Smoke tests\n```yaml strategy\nrolling: {batches: 2}\n```", "DAC0425 56:4")]
    [InlineData("when: data-persistence", "when: data persistence", "DAC0428 25:54")]
    [InlineData("when: data-persistence", "when:", "DAC0428 25:43")]
    [InlineData("parallel; needs", "parallel; confirm: cto; needs", "DAC0429 33:5")]
    [InlineData("### 001 index\n```pwsh run", "### 001 index <!-- parallel -->\n```pwsh run output=NAME", "DAC0429 50:5")]
    [InlineData("### 001 index\n```pwsh run point-of-no-return=\"data is gone\" previous-version-compatible\nexit 0", "### 001 index <!-- parallel -->\n```pwsh run point-of-no-return=\"data is gone\"\nWrite-Output $env:NAME", "DAC0429 50:5")]
    [InlineData("## Smoke tests", "## Smoked tests", "DAC0402 10:3", "DAC0208 55:4", "DAC0416 56:5")]
    [InlineData("```bash run timeout=10m", "```bash run timeout=10m timeout=9m", "DAC0404 35:25")]
    [InlineData("<!-- confirm: deployment-specialist -->\n- [ ] Open", "<!-- confrim: deployment-specialist -->\n- [ ] Open", "DAC0410 14:32")]
    [InlineData("## Database migrations", "## Database migrations <!-- confirm: cto -->", "DAC0410 32:29")]
    [InlineData("## Database migrations", "## Database migrations <!-- see the wiki -->")]
    [InlineData("## Database migrations", "## Final checks", "DAC0401 10:3")]
    public void A_mistake_is_reported_at_its_place(string old, string replacement, params string[] places) =>
        Read(With(old, replacement)).Places().ShouldBe(places);

    [Fact]
    public void A_block_without_end_is_reported_where_it_begins() =>
        Read(With("GET https://acme.example/\n```\n", "GET https://acme.example/\n")).Places().ShouldContain("DAC0411 57:4");

    [Fact]
    public void Only_a_document_that_names_an_environment_is_a_runbook()
    {
        RunbookReader.IsRunbook(Document(Text)).ShouldBeTrue();
        RunbookReader.IsRunbook(Document("---\ntitle: x\n---\n# A\n")).ShouldBeFalse();
        RunbookReader.IsRunbook(Document("# A\n\n    environment: none\n")).ShouldBeFalse();
    }

    private static string With(string old, string replacement)
    {
        Text.ShouldContain(old);
        return Text.Replace(old, replacement, StringComparison.Ordinal);
    }

    private static Step Step(string id) => Runbook.Steps.Single(s => s.Id == id);

    private static MarkdownDocument Document(string text) => MarkdownDocument.Read(SourceText.From("deliveries/acme/runbook.md", text)).Value;

    private static ReadResult<Runbook> Read(string text) => RunbookReader.Read(Document(text));
}
