using DeliveryAsCode.Conversations;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Tests.Infra;
using FsCheck;
using FsCheck.Fluent;

namespace DeliveryAsCode.Tests.Conversations;

public class CommandReaderTests
{
    [Theory]
    [InlineData("/delivery status", "Status { Verb = status }")]
    [InlineData("  /Delivery STATUS  ", "Status { Verb = status }")]
    [InlineData("/delivery ready QA gate", "Ready { Verb = ready, Gate = QA gate }")]
    [InlineData("/delivery ready qa-gate", "Ready { Verb = ready, Gate = QA gate }")]
    [InlineData("/delivery ready \"qa  gate\"", "Ready { Verb = ready, Gate = QA gate }")]
    [InlineData("/delivery ready “QA gate”", "Ready { Verb = ready, Gate = QA gate }")]
    [InlineData("/delivery fail QA gate 3 of 41 scenarios", "Fail { Verb = fail, Gate = QA gate, Reason = 3 of 41 scenarios }")]
    [InlineData("/delivery fail \"QA gate\" https://x.example/1", "Fail { Verb = fail, Gate = QA gate, Reason = https://x.example/1 }")]
    [InlineData("/delivery fail Deployment plan it is \"late\"", "Fail { Verb = fail, Gate = Deployment plan, Reason = it is \"late\" }")]
    [InlineData("/delivery fail deployment it is late", "Fail { Verb = fail, Gate = Deployment, Reason = it is late }")]
    [InlineData("/delivery confirm Tell the users", "Confirm { Verb = confirm, Step = Tell the users }")]
    [InlineData("/delivery go 2026-03-04T21-05Z-1 all checks are green", "Go { Verb = go, Execution = 2026-03-04T21-05Z-1, PlanDigest = , Reason = all checks are green }")]
    [InlineData("/delivery go 2026-03-04T21-05Z-1 sha256:ABCDEF01 ok", "Go { Verb = go, Execution = 2026-03-04T21-05Z-1, PlanDigest = sha256:abcdef01, Reason = ok }")]
    [InlineData("/delivery no-go 2026-03-04T21-05Z-1 not on a Friday", "NoGo { Verb = no-go, Execution = 2026-03-04T21-05Z-1, Reason = not on a Friday }")]
    [InlineData("/delivery answer execution/migrate done I looked", "Answer { Verb = answer, Step = execution/migrate, Outcome = Done, Reason = I looked }")]
    [InlineData("/delivery answer Move the data again nothing was written", "Answer { Verb = answer, Step = Move the data, Outcome = Again, Reason = nothing was written }")]
    [InlineData("/delivery hold errors at the client", "Hold { Verb = hold, Reason = errors at the client }")]
    [InlineData("/delivery lift-hold found it", "LiftHold { Verb = lift-hold, Reason = found it }")]
    [InlineData("/delivery rollback too slow", "Rollback { Verb = rollback, Reason = too slow }")]
    [InlineData("/delivery ack client https://mail.example/7 \"Anna Acme\"", "AcknowledgeForClient { Verb = ack, Evidence = https://mail.example/7, Client = Anna Acme }")]
    [InlineData("/delivery ack client <https://mail.example/7> Anna Acme", "AcknowledgeForClient { Verb = ack, Evidence = https://mail.example/7, Client = Anna Acme }")]
    public void A_command_is_read(string line, string command)
    {
        var read = CommandReader.Read(line, ACase.ClientDelivery).Commands.ShouldHaveSingleItem();

        Described(read).ShouldBe(command);
    }

    [Theory]
    [InlineData("/delivery", "no command is named", "one of: status, ready")]
    [InlineData("/delivery staus", "\"staus\" is no command", "did you mean \"status\"?")]
    [InlineData("/delivery deploy", "\"deploy\" is no command", "one of: status, ready")]
    [InlineData("/delivery status now", "\"now\" is more than it takes", "write /delivery status")]
    [InlineData("/delivery ready", "no gate is named", "write /delivery ready <gate>")]
    [InlineData("/delivery ready QA gat", "the lifecycle \"client-delivery\" has no gate \"QA gat\"", "did you mean \"QA gate\"?")]
    [InlineData("/delivery ready \"QA gate", "a quote has no end", "write /delivery ready <gate>")]
    [InlineData("/delivery ready \"QA gate\" please", "\"please\" is more than it takes", "write /delivery ready <gate>")]
    [InlineData("/delivery fail QA gate", "it needs a reason, which is recorded", "write /delivery fail \"<gate>\" <reason or link>")]
    [InlineData("/delivery fail QA", "the lifecycle \"client-delivery\" has no gate \"QA\"", "one of: Intake handoff")]
    [InlineData("/delivery go 2026-03-04T21-05Z-1", "it needs a reason, which is recorded", "write /delivery go <execution> <reason>")]
    [InlineData("/delivery go 2026-03-04T21-05Z-1 TBD", "it needs a reason, which is recorded", "write /delivery go <execution> <reason>")]
    [InlineData("/delivery go ../x because", "\"../x\" is no execution", "write /delivery go <execution> <reason>")]
    [InlineData("/delivery no-go", "no execution is named", "write /delivery no-go <execution> <reason>")]
    [InlineData("/delivery answer execution/migrate", "it does not say what became of the step: done, failed, again", "write /delivery answer <step> done|failed|again <reason>")]
    [InlineData("/delivery answer \"Move the data\" maybe ok", "it does not say what became of the step: done, failed, again", "write /delivery answer <step> done|failed|again <reason>")]
    [InlineData("/delivery hold", "it needs a reason, which is recorded", "write /delivery hold <reason>")]
    [InlineData("/delivery hold \u0007bell", "it holds a character that cannot be seen", "type the command anew")]
    [InlineData("/delivery ack cto https://x.example \"C\"", "only a client can be spoken for", "write /delivery ack client <url> \"<name>\"")]
    [InlineData("/delivery ack client javascript:alert(1) \"C\"", "\"javascript:alert(1)\" is no address at which the client's word can be looked up", "write /delivery ack client <url> \"<name>\"")]
    [InlineData("/delivery ack client https://github.com@evil.example/ \"C\"", "\"https://github.com@evil.example/\" is no address at which the client's word can be looked up", "write /delivery ack client <url> \"<name>\"")]
    [InlineData("/delivery ack client https://x.example", "no client is named", "write /delivery ack client <url> \"<name>\"")]
    public void What_makes_no_sense_is_said_with_what_to_write(string line, string message, string help)
    {
        var read = CommandReader.Read($"Dear all,\n\n{line}\n", ACase.ClientDelivery).Lines.ShouldHaveSingleItem().ShouldBeOfType<CommandLineReading.NotUnderstood>();

        read.Message.ShouldBe(message);
        read.Help.ShouldStartWith(help);
        read.Number.ShouldBe(3);
    }

    [Theory]
    [InlineData("```\n/delivery status\n```")]
    [InlineData("~~~ sh\n/delivery status")]
    [InlineData("    /delivery status")]
    [InlineData("\t/delivery status")]
    [InlineData("> /delivery status")]
    [InlineData("> somebody wrote\n/delivery status")]
    [InlineData("- /delivery status")]
    [InlineData("- x\n  /delivery status")]
    [InlineData("- ```\n  /delivery status\n  ```")]
    [InlineData("1. x\n\n   /delivery status")]
    [InlineData("<!-- /delivery status -->")]
    [InlineData("<!--\n/delivery status\n-->")]
    [InlineData("<!--\n\n/delivery status")]
    [InlineData("words <!-- x\n/delivery status\n-->")]
    [InlineData("words `x\n/delivery status\n` y")]
    [InlineData("words <a title=\"\n/delivery status\n\">y</a>")]
    [InlineData("<pre>\n/delivery status\n</pre>")]
    [InlineData("<div>\n/delivery status\n</div>")]
    [InlineData("/delivery status\n===")]
    [InlineData("# /delivery status")]
    [InlineData("| a |\n|---|\n/delivery status")]
    [InlineData("please write /delivery status")]
    [InlineData("`/delivery status`")]
    [InlineData("\\/delivery status")]
    [InlineData("/deliverystatus")]
    [InlineData("/delivery-status")]
    [InlineData("<!-- delivery:reply -->\n\n/delivery status")]
    [InlineData("")]
    public void What_is_only_spoken_of_is_not_said(string body) => CommandReader.Read(body, ACase.ClientDelivery).Lines.ShouldBeEmpty();

    [Theory]
    [InlineData("words\n/delivery status\nwords", 2)]
    [InlineData("> quoted\n\n/delivery status", 3)]
    [InlineData("- list\n\n/delivery status", 3)]
    [InlineData("```\ncode\n```\n/delivery status", 4)]
    [InlineData("a ` b\n/delivery status", 2)]
    [InlineData("a <!-- b\n/delivery status", 2)]
    [InlineData("a < b\r\n/delivery status\r\n", 2)]
    [InlineData("<details>\n\n/delivery status\n\n</details>", 3)]
    public void What_stands_beside_it_does_not_hide_a_command(string body, int line)
    {
        var read = CommandReader.Read(body, ACase.ClientDelivery).Lines.ShouldHaveSingleItem();

        read.ShouldBeOfType<CommandLineReading.Understood>().Command.ShouldBe(new CommentCommand.Status());
        read.Number.ShouldBe(line);
    }

    [Fact]
    public void A_comment_gives_ten_commands_and_says_so_of_more()
    {
        var read = CommandReader.Read(string.Concat(Enumerable.Repeat("/delivery status\n", 14)), null).Lines;

        read.Length.ShouldBe(11);
        read[10].ShouldBeOfType<CommandLineReading.NotUnderstood>().Message.ShouldStartWith("a comment gives at most 10 commands");
    }

    [Fact]
    public void A_comment_that_cannot_be_read_says_so_only_if_it_asks_for_something()
    {
        CommandReader.Read("/delivery status\n" + new string('x', 70_000), null).Lines.ShouldHaveSingleItem().ShouldBeOfType<CommandLineReading.NotUnderstood>();
        CommandReader.Read("/delivery status\n" + new string('>', 5000), null).Lines.ShouldHaveSingleItem().ShouldBeOfType<CommandLineReading.NotUnderstood>();
        CommandReader.Read("/delivery status\0", null).Lines.ShouldHaveSingleItem().ShouldBeOfType<CommandLineReading.NotUnderstood>();
        CommandReader.Read(new string('x', 70_000), null).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Nothing_that_people_write_makes_it_throw() =>
        Prop.ForAll(Arb.From(Comments()), body => CommandReader.Read(body, ACase.ClientDelivery).Lines.Length <= CommandReader.MaxCommands + 1)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void A_command_that_is_written_is_read_as_the_same_command() =>
        Prop.ForAll(Arb.From(Gen.ListOf(Commands())), commands =>
        {
            var written = commands.Take(CommandReader.MaxCommands).ToArray();
            var read = CommandReader.Read(string.Concat(written.Select(c => $"{c}\n\n")), null);
            return read.Commands.SequenceEqual(written) && read.Lines.Length == written.Length;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Who_may_give_a_command_follows_from_the_rules()
    {
        May("/delivery status").ShouldBe("anybody");
        May("/delivery ready QA gate").ShouldBe("qa-engineer");
        May("/delivery fail \"QA gate\" x").ShouldBe("qa-engineer");
        May("/delivery fail \"Deployment plan\" x").ShouldBe("deployment-specialist, delivery-manager");
        May("/delivery answer x done y").ShouldBe("deployment-specialist");
        May("/delivery hold x").ShouldBe("deployment-specialist, delivery-manager, cto");
        May("/delivery ack client https://x.example A").ShouldBe("delivery-manager");
        May("/delivery confirm x").ShouldBe("nobody: no execution waits for a confirmation");
        May("/delivery confirm x", new ConfirmationQuestion("x", "delivery-manager", "?")).ShouldBe("delivery-manager");
        May("/delivery confirm x", new ConfirmationQuestion("x", null, "?")).ShouldBe("deployment-specialist");
        May("/delivery go e x").ShouldBe("nobody: no execution waits for a go or no-go");
        May("/delivery go e x", new DecisionQuestion("x", "cto", "?")).ShouldBe("cto");
        May("/delivery no-go e x", new WatchQuestion("x", "?")).ShouldBe("deployment-specialist, delivery-manager, cto");
    }

    private static string May(string command, Question? pending = null) =>
        CommandPermission.Of(CommandReader.Read(command, ACase.ClientDelivery).Commands.Single(), ACase.ClientDelivery, pending) switch
        {
            CommandPermission.Anybody => "anybody",
            CommandPermission.OneOf some => string.Join(", ", some.Roles),
            CommandPermission.Nobody nobody => $"nobody: {nobody.Why}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Described(CommentCommand command) =>
        $"{command.GetType().Name} {{ {string.Join(", ", command.GetType().GetProperties().OrderBy(p => p.Name == "Verb" ? 0 : 1).Select(p => $"{p.Name} = {p.GetValue(command)}"))} }}";

    private static Gen<CommentCommand> Commands()
    {
        var word = Gen.NonEmptyListOf(Gen.Elements("a", "Z", "7", " ", "\"", "\\", "“", "”", "'", "é", "日本", "👩‍🚀", "`", "<!--", "-->", "<b>", "|", "/delivery", "#", "@x", "&amp;", "-", ".", "done", " again "))
            .Select(parts => string.Concat(parts).Trim()).Where(t => t.Any(char.IsAsciiLetterOrDigit) && !Unset.Is(t));
        var id = Gen.Elements("2026-03-04T21-05Z-1", "e", "A-9");
        return Gen.OneOf(
            Gen.Constant<CommentCommand>(new CommentCommand.Status()),
            word.Select(CommentCommand (gate) => new CommentCommand.Ready(gate)),
            from gate in word from reason in word select (CommentCommand)new CommentCommand.Fail(gate, reason),
            word.Select(CommentCommand (step) => new CommentCommand.Confirm(step)),
            from e in id from digest in Gen.Elements(null, "sha256:0123456", "sha256:" + new string('a', 64)) from reason in word select (CommentCommand)new CommentCommand.Go(e, digest, reason),
            from e in id from reason in word select (CommentCommand)new CommentCommand.NoGo(e, reason),
            from step in word from answer in Gen.Elements(Enum.GetValues<StepAnswer>()) from reason in word select (CommentCommand)new CommentCommand.Answer(step, answer, reason),
            word.Select(CommentCommand (reason) => new CommentCommand.Hold(reason)),
            word.Select(CommentCommand (reason) => new CommentCommand.LiftHold(reason)),
            word.Select(CommentCommand (reason) => new CommentCommand.Rollback(reason)),
            from url in Gen.Elements("https://mail.example/7?a=%20b#c", "http://x.example") from name in word select (CommentCommand)new CommentCommand.AcknowledgeForClient(new Uri(url), name));
    }

    private static Gen<string> Comments() => Gen.ListOf(Gen.Frequency(
        (3, Gen.Elements([.. CommandUsage.Verbs.Select(v => $"/delivery {v} ")])),
        (3, Gen.Elements("\n", "\r\n", "\n\n", " ", "\"", "“", "QA gate", "done", "client", "https://x.example", "sha256:", "e-1", "\\", "TBD")),
        (2, Gen.Elements("```", "~~~", "> ", "- ", "<!--", "-->", "`", "<a ", "\t", "    ", "| a |\n|---|\n", "\0", "\ud800", "\u2028", "\u0085", "===", "<pre>")),
        (1, Gen.Choose(0, 0xFFFF).Select(c => ((char)c).ToString())))).Select(string.Concat);
}
