using System.Collections.Immutable;
using DeliveryAsCode.Cli.Forges.GitHub.Api;
using DeliveryAsCode.Gates;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>
/// Who had a hand in what a pull request brings: who opened it, who wrote its commits, and who pushed them. What a commit
/// says of its author was typed by whoever made it, unless it is signed; so the account that pushed it is asked for, too.
/// </summary>
internal sealed class PullAuthors(GitHubForge forge, Pull pull)
{
    /// <summary>The person who opened it; null for an App, or an account that is gone.</summary>
    public Person? OpenedBy => pull.User is { IsPerson: true } user ? forge.Accounts.PersonOf(user) : null;

    /// <param name="commits">All that it brings.</param>
    /// <returns>Null if nobody can say.</returns>
    public async Task<ImmutableArray<Person>?> OfAsync(IReadOnlyCollection<ComparedCommit> commits, CancellationToken cancellation)
    {
        if (forge.Accounts.AuthorsOf(commits) is not { } authors)
            return null;

        var known = OpenedBy is { } opener ? authors.Add(opener) : authors;
        return commits.All(c => c.Verified) ? [.. known.Distinct()]
            : await PushersAsync([.. commits.Select(c => c.Sha)], cancellation) is { } pushers ? [.. known.Concat(pushers).Distinct()]
            : null;
    }

    private async Task<IEnumerable<Person>?> PushersAsync(HashSet<string> commits, CancellationToken cancellation)
    {
        // Who pushed to a fork is nobody's business but its owner's.
        if (!forge.IsOwn(pull))
            return null;

        try
        {
            var pushes = (await forge.Api.PushesAsync($"heads/{pull.Head.Ref}", cancellation)).Where(p => commits.Contains(p.After)).ToList();
            return pushes.Any(p => p.After == pull.Head.Sha) && pushes.All(p => p.Actor is not null)
                ? pushes.Select(p => p.Actor).OfType<Account>().Where(a => a.IsPerson).Select(forge.Accounts.PersonOf)
                : null;
        }
        catch (GitHubException e) when (e.Kind == GitHubFailure.NotFound)
        {
            // A server that keeps no list of pushes: what its commits say is all that is known there.
            return [];
        }
        catch (GitHubException)
        {
            return null;
        }
    }
}
