using DeliveryAsCode.Cli.Tests.Hosts;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class ActionTests
{
    private const string Dispatched = """{"ref": "refs/heads/main", "inputs": {"delivery": "acme-support-bot", "reason": "it is time"}}""";

    [Fact]
    public void Check_finds_nothing_and_says_so_everywhere()
    {
        using var repository = Acme.Repository();

        var answer = ActionCall.In(repository, "workflow_run", "check").WithoutToken().Run().Concludes("succeeded", 0, errors: 0);

        answer.Outcome.DoesNotComplain();
        answer.Summary.ShouldBe("### delivery check: nothing found in 4 files\n");
        OutputSchema.Of("check").Accepts(answer.Outputs["report"]);
    }

    [Fact]
    public void Check_annotates_what_is_wrong_and_links_to_it()
    {
        using var repository = Acme.Repository();
        repository.Write(Acme.RecordPath, Acme.Record.Replace("**Status:** Deployment", "**Status:** In | prodution", StringComparison.Ordinal));

        var answer = ActionCall.In(repository, "merge_group", "check").WithoutToken().Run().Concludes("failed", 1, errors: 1);

        answer.Log.ShouldContain(line => line.StartsWith($"::error file={Acme.RecordPath},line=8,", StringComparison.Ordinal));
        answer.Summary.ShouldContain($"| error | [{Acme.RecordPath}:8](https://github.com/acme/shop/blob/4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e4f2c9d1e/{Acme.RecordPath}#L8) | DAC0203: \"In \\| prodution\"");
        OutputSchema.Of("check").Accepts(answer.Outputs["report"]);
    }

    [Theory]
    [InlineData("pull_request")]
    [InlineData("push")]
    public void On_an_event_of_whoever_proposes_check_is_advisory(string eventName)
    {
        using var repository = Acme.Repository();

        var answer = ActionCall.In(repository, eventName, "check").Run().Concludes("succeeded", 0, errors: 0);

        answer.Log[0].ShouldBe($"::add-mask::{ActionCall.Token}");
        answer.Log.ShouldContain("::notice title=delivery check::nothing is published: the workflow is as whoever started it wrote it");
    }

    [Fact]
    public void Without_command_token_and_payload_check_still_works()
    {
        using var repository = Acme.Repository();

        ActionCall.In(repository, "schedule", "").WithoutToken().With("GITHUB_EVENT_PATH", "").Run().Concludes("succeeded", 0, errors: 0);
    }

    [Fact]
    public void Where_github_does_not_answer_nothing_is_said_to_be_right()
    {
        using var repository = Acme.Repository();

        ActionCall.In(repository, "schedule", "check").Run().Concludes("broken", 3, errors: 1).Summary.ShouldContain("no connection to 127.0.0.1");
    }

    [Theory]
    [InlineData("pull_request_target", "check", "stranger's proposal")]
    [InlineData("pull_request", "run", "\"run\" does nothing on the event pull_request")]
    [InlineData("pull_request_review", "check", "\"check\" does nothing on the event pull_request_review")]
    [InlineData("issue_comment", "run", "workflow_dispatch, repository_dispatch")]
    [InlineData("workflow_dispatch", "chekc", "did you mean \"check\"?")]
    [InlineData("workflow_dispatch", "unlock", "the action has no command \"unlock\"")]
    [InlineData("workflow_dispatch", "demo-service", "the action has no command")]
    [InlineData("", "check", "GITHUB_EVENT_NAME")]
    public void What_may_not_be_is_refused_with_the_reason(string eventName, string command, string why)
    {
        using var repository = Acme.Repository();
        var before = repository.Tree();

        var answer = ActionCall.In(repository, eventName, command, Dispatched).Run().Concludes("unusable", 2, errors: 1);

        answer.Log.ShouldContain(line => line.StartsWith("::error title=", StringComparison.Ordinal) && line.Contains(why, StringComparison.Ordinal));
        answer.Summary.ShouldContain(why);
        repository.Tree().ShouldBe(before);
    }

    [Fact]
    public void A_list_is_a_matrix()
    {
        using var repository = Acme.Repository();

        var answer = ActionCall.In(repository, "workflow_dispatch", "list", Dispatched).Input("arguments", "--active").Run().Concludes("succeeded", 0, errors: 0);

        OutputSchema.Of("list").Accepts(answer.Outputs["report"]);
        answer.Outputs["report"].ShouldContain("\"runbooks\":[{\"delivery\":\"acme-support-bot\",\"path\":\"deliveries/acme-support-bot/runbook.md\",\"environment\":\"none\"}]");
    }

    [Fact]
    public void A_runbook_that_nobody_has_to_agree_to_is_not_run()
    {
        using var repository = Acme.Repository();

        ActionCall.In(repository, "workflow_dispatch", "run", Dispatched).WithoutToken().Run().Concludes("unusable", 2, errors: 1).Summary.ShouldContain("nobody would have to agree");

        repository.Done().ShouldBeEmpty();
    }

    [Fact]
    public void A_run_that_gates_do_not_let_start_is_refused()
    {
        using var repository = Gated(Acme.Record);

        var answer = ActionCall.In(repository, "workflow_dispatch", "run", Dispatched).WithoutToken().Run().Concludes("refused", 1, errors: 1);

        answer.Log.ShouldContain(line => line.StartsWith("::error title=delivery run::error DAC03", StringComparison.Ordinal));
        OutputSchema.Of("run").Accepts(answer.Outputs["report"]);
        repository.Done().ShouldBeEmpty();
    }

    [Fact]
    public void A_run_that_they_let_start_says_how_it_ended()
    {
        using var repository = Gated(Acme.Cleared);

        var answer = ActionCall.In(repository, "workflow_dispatch", "run", Dispatched).WithoutToken().Input("environment", "acme-production")
            .With("DATABASE_URL", "postgres://secret-of-acme").Run().Concludes("waiting", 0, errors: 0);

        answer.Log[0].ShouldBe("::add-mask::postgres://secret-of-acme");
        answer.Summary.ShouldContain("### delivery run: waiting");
        answer.Summary.ShouldContain("delivery decide");
        OutputSchema.Of("run").Accepts(answer.Outputs["report"]);
    }

    [Fact]
    public void Another_environment_than_the_one_that_was_meant_is_refused()
    {
        using var repository = Gated(Acme.Cleared);

        ActionCall.In(repository, "workflow_dispatch", "run", Dispatched).WithoutToken().Input("environment", "acme-staging").Run()
            .Concludes("unusable", 2, errors: 1).Summary.ShouldContain("deploys to \"acme-production\", and the input \"environment\" says \"acme-staging\"");
    }

    /// <summary>Nothing that a command prints commands the runner, which obeys until it is told to stop.</summary>
    [Fact]
    public void What_runs_is_between_a_stop_and_a_word_that_nobody_knows()
    {
        using var repository = Gated(Acme.Cleared);

        var first = Between(ActionCall.In(repository, "workflow_dispatch", "status", Dispatched).Run().Log);
        var second = Between(ActionCall.In(repository, "workflow_dispatch", "status", Dispatched).Run().Log);

        first.Word.ShouldMatch("^[0-9a-f]{32}$");
        second.Word.ShouldNotBe(first.Word);
        first.Lines.ShouldNotBeEmpty();

        static (string Word, string[] Lines) Between(string[] log)
        {
            var start = Array.FindIndex(log, line => line.StartsWith("::stop-commands::", StringComparison.Ordinal));
            var word = log[start]["::stop-commands::".Length..];
            return (word, log[(start + 1)..Array.IndexOf(log, $"::{word}::")]);
        }
    }

    [Fact]
    public void The_repository_may_lie_in_a_folder_of_the_workspace()
    {
        using var workspace = DeliveryRepository.WithoutGit().Write("shop/delivery.yml", "version: one\n");

        ActionCall.In(workspace, "workflow_dispatch", "check").WithoutToken().Input("path", "shop").Run().Concludes("failed", 1, errors: 1).Summary.ShouldContain("delivery.yml:1");
        ActionCall.In(workspace, "workflow_dispatch", "check").WithoutToken().Input("path", "no/such").Run().Concludes("unusable", 2, errors: 1);
    }

    [Fact]
    public void A_file_that_cannot_be_written_changes_no_outcome()
    {
        using var repository = Acme.Repository();

        var outcome = ActionCall.In(repository, "schedule", "check").WithoutToken().With("GITHUB_OUTPUT", "/no/such").With("GITHUB_STEP_SUMMARY", "").Run().Outcome;

        outcome.ExitsWith(0).Prints("::warning title=delivery::outputs could not be written").Prints("::warning title=delivery::the summary could not be written");
    }

    [Fact]
    public void Elsewhere_it_is_refused()
    {
        using var repository = Acme.Repository();

        Delivery.In(repository).Run("action").ExitsWith(2).Complains("this is not GitHub Actions");
    }

    [Fact]
    public void A_token_that_stands_in_a_document_is_not_told_on()
    {
        using var repository = Acme.Repository();
        repository.Write(Acme.RecordPath, Acme.Record.Replace("**Status:** Deployment", $"**Status:** {ActionCall.Token}", StringComparison.Ordinal));

        var answer = ActionCall.In(repository, "pull_request", "check").Run().Concludes("failed", 1, errors: 1);

        answer.Summary.ShouldNotContain(ActionCall.Token);
        answer.Outputs["report"].ShouldNotContain(ActionCall.Token);
    }

    /// <summary>A word may be a stranger's, and so may the file that it names.</summary>
    [Fact]
    public void A_word_with_an_at_sign_is_no_file_of_words()
    {
        using var repository = Acme.Repository();
        repository.Write("words", "--version");

        Delivery.In(repository).Run("explain", "@words").ExitsWith(2).Complains("there is no diagnostic \"@words\"");
    }

    private static DeliveryRepository Gated(string record, [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        Acme.Begun(record, test).Write(Acme.RunbookPath, Acme.GatedRunbook).Commit("Plan");
}
