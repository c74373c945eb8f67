using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>The program as a part of command lines: completed by bash, read through pipes.</summary>
public class ShellTests
{
    [Theory]
    [InlineData("delivery ch", "check")]
    [InlineData("delivery log v", "verify")]
    [InlineData("delivery check --for", "--format")]
    [InlineData("delivery check --format sar", "sarif")]
    public void Bash_completes_a_word(string line, string completion)
    {
        using var folder = DeliveryRepository.WithoutGit();

        Bash(folder, $$"""
            source <(delivery completion bash)
            COMP_LINE='{{line}}'; COMP_POINT=${#COMP_LINE}; read -ra COMP_WORDS <<< "$COMP_LINE"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _delivery
            printf '%s\n' "${COMPREPLY[@]}"
            """).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe([completion]);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _delivery delivery")]
    [InlineData("zsh", "compdef _delivery delivery")]
    [InlineData("fish", "complete -c delivery")]
    public void Every_shell_has_its_script(string shell, string text)
    {
        using var folder = DeliveryRepository.WithoutGit();

        Delivery.In(folder).Run("completion", shell).ExitsWith(0).Prints(text);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("check --json")]
    [InlineData("schema delivery")]
    public void A_reader_that_goes_away_is_no_failure(string command)
    {
        using var repository = DeliveryRepository.Create();
        for (var i = 0; i < 300; i++)
            repository.Write($"deliveries/d-{i}/record.md", "nothing\n");

        var piped = Bash(repository, $"delivery {command} | head -1; echo \"codes ${{PIPESTATUS[*]}}\"");

        piped.Error.ShouldBeEmpty();
        piped.Output.ShouldMatch("codes [01] 0\n$");
    }

    [Theory]
    [InlineData("check --json")]
    [InlineData("schema delivery")]
    public void An_output_that_cannot_be_written_is_a_failure(string command)
    {
        using var repository = Acme.Repository();

        Bash(repository, $"delivery {command} > /dev/full").ExitCode.ShouldBe(3);
    }

    [Fact]
    public void Without_a_terminal_nothing_is_coloured()
    {
        using var repository = Acme.Repository().Write("deliveries/unreadable/record.md", "nothing\n");

        Delivery.In(repository).With("TERM", "xterm-256color").Run("check").DoesNotPrint("\e");
    }

    /// <summary>Runs a script in which the program is called by its name.</summary>
    private static Finished Bash(DeliveryRepository folder, string script)
    {
        var bin = Directory.CreateDirectory(Path.Combine(folder.Home, "bin")).FullName;
        var shim = Path.Combine(bin, "delivery");
        File.WriteAllText(shim, $"#!/bin/sh\nexec dotnet '{Delivery.Program}' \"$@\"\n");
        var environment = CleanEnvironment.In(folder.Home);
        return Finished.Of("bash", ["-c", $"chmod +x '{shim}'\n{script}"], folder.Path, environment.SetItem("PATH", $"{bin}:{environment["PATH"]}"));
    }
}
