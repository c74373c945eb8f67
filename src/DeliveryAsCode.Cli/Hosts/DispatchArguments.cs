using System.Collections.Immutable;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>
/// The arguments of a command that somebody starts by hand: the inputs <c>delivery</c> and <c>reason</c> of the workflow, as
/// the event has them. So no workflow has to put what people type into a text that is split again.
/// </summary>
internal static class DispatchArguments
{
    public static ImmutableArray<string> Of(string command, GitHubEvent started) => started switch
    {
        WorkflowDispatchEvent dispatch => Of(command, dispatch.Inputs),
        RepositoryDispatchEvent dispatch => Of(command, dispatch.Values),
        _ => [],
    };

    private static ImmutableArray<string> Of(string command, ImmutableDictionary<string, string> inputs)
    {
        var takesDelivery = command is "status" or "plan" or "reconcile" or "run" or "resume" or "rollback" or "watch";
        var takesReason = command is "run" or "resume" or "rollback";
        // Behind "--" and "=" nothing is taken for an option.
        return
        [
            .. takesReason && Find("reason") is { } reason ? [$"--reason={reason}"] : Array.Empty<string>(),
            .. takesDelivery && Find("delivery") is { } delivery ? ["--", delivery] : Array.Empty<string>(),
        ];

        string? Find(string name) => inputs.GetValueOrDefault(name)?.Trim() is { Length: > 0 } value ? value : null;
    }
}
