using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Cli.Hosts;

/// <summary>What is otherwise where a host has called a command, and no person at a terminal.</summary>
/// <param name="Report">Takes the JSON of the command, whatever it prints for people.</param>
/// <param name="Environment">The only one that may be deployed to; null: any.</param>
internal sealed record Hosting(TextWriter Report, string? Environment)
{
    /// <summary>Why a host does not execute the runbook, or null.</summary>
    public (string Why, string Help)? WhyRefused(Runbook runbook) => runbook switch
    {
        { IsGated: false } => ($"{runbook.Path} has the environment \"{Runbook.NoEnvironment}\", and nobody would have to agree", "give it an environment of delivery.yml, or run it at a terminal"),
        _ when Environment is not null && runbook.Environment != Environment => ($"{runbook.Path} deploys to \"{runbook.Environment}\", and the input \"environment\" says \"{Environment}\"", "name the runbook of that environment, or correct the input"),
        _ => null,
    };
}
