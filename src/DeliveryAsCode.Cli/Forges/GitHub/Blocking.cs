using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Forges.GitHub;

/// <summary>
/// Waits for GitHub where a value is needed and no task can be given: under the lock of an environment, whose ref is moved
/// before anybody goes on, and where the core asks whether it may. Nowhere else.
/// </summary>
internal static class Blocking
{
    /// <summary>On a thread of the pool, whatever context the caller has.</summary>
    /// <exception cref="CommandException">GitHub did not do what was asked.</exception>
    public static T Wait<T>(Func<Task<T>> ask)
    {
        try
        {
            return Task.Run(ask).GetAwaiter().GetResult();
        }
        catch (GitHubException e)
        {
            throw e.ToCommandException();
        }
    }
}
