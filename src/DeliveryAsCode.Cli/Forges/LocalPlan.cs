using System.Collections.Immutable;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Planning;
using NodaTime;

namespace DeliveryAsCode.Cli.Forges;

/// <summary>The plan for deliveries as they are in the work tree.</summary>
/// <param name="Unreadable">Records for which there is no plan.</param>
internal sealed record LocalPlan(Plan Plan, ImmutableArray<Diagnostic> Unreadable)
{
    public static LocalPlan Of(Portfolio portfolio, IReadOnlyCollection<string> recordPaths, Instant now)
    {
        var forge = new LocalForge(portfolio);
        var plans = new List<Plan>();
        var unreadable = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var path in recordPaths)
        {
            var (record, diagnostics) = portfolio.ReadRecord(path);
            unreadable.AddRange(diagnostics.Where(d => d.Severity == Severity.Error && (record is null || d.Code.StartsWith("DAC01", StringComparison.Ordinal))));
            if (record is not null)
                plans.Add(Planner.Plan(forge.Open(forge.InWorkTree(record), now)));
        }

        return new LocalPlan(Plan.Join(portfolio.Workspace.Head(), plans), unreadable.ToImmutable());
    }
}
