using System.Collections.Immutable;
using DeliveryAsCode.Cli.Tests.Hosts;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Stages;

/// <summary>One run of the action at GitHub: what it left the runner with, and what it asked for.</summary>
/// <param name="All">Of the program alone.</param>
internal sealed record Turn(string What, ActionAnswer Answer, ImmutableArray<EmulatedExchange> All)
{
    /// <summary>Without those that get the App's token, which are made before anything is known of the work.</summary>
    public IEnumerable<EmulatedExchange> Requests => All.Where(e => !e.Path.EndsWith("/access_tokens", StringComparison.Ordinal) && !e.Path.EndsWith("/installation", StringComparison.Ordinal));

    public IEnumerable<EmulatedExchange> Writes => Requests.Where(e => e.Method != "GET");

    /// <summary>The emulator has no archives: where GitHub gives one, it is asked for each file.</summary>
    public IEnumerable<EmulatedExchange> WithoutContents => Requests.Where(e => !e.Path.Contains("/git/blobs/", StringComparison.Ordinal) && !e.Path.Contains("/tarball/", StringComparison.Ordinal));

    /// <summary>Who wrote a file that is approved is one request for each, however many the gate is bound to.</summary>
    public IEnumerable<EmulatedExchange> Judging => WithoutContents.Where(e => !(e.Path.Contains("/commits?", StringComparison.Ordinal) && e.Path.Contains("path=", StringComparison.Ordinal)));

    public Turn Ends(int exitCode)
    {
        Answer.Outcome.ExitsWith(exitCode);
        return this;
    }

    public Turn Concludes(string conclusion)
    {
        Answer.Outputs["conclusion"].ShouldBe(conclusion, Answer.Outcome.ToString());
        return this;
    }

    public Turn Did(params string[] what)
    {
        foreach (var one in what)
            Answer.Outcome.Prints($"did: {one}");
        return this;
    }

    public Turn WritesNothing()
    {
        Writes.Select(e => $"{e.Method} {e.Path}").ShouldBeEmpty($"{What}\n{Answer.Outcome}");
        return this;
    }

    public Turn WritesOnlyTheReply()
    {
        Writes.ShouldHaveSingleItem(Answer.Outcome.ToString()).Path.ShouldEndWith("/comments");
        return this;
    }

    public override string ToString() => $"{What,-60} {Requests.Count(),4} requests, {Writes.Count(),2} of them writes, {Requests.Count() - WithoutContents.Count(),3} for contents";
}
