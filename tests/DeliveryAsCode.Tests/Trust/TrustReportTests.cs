using DeliveryAsCode.Trust;

namespace DeliveryAsCode.Tests.Trust;

public class TrustReportTests
{
    private static readonly BranchRules Strict = new(RequiresCheck: true, CheckSource: 4242, RequiresPullRequest: true, DismissesStale: true, RequiresCodeOwners: true, BlocksForcePush: true, BlocksDeletion: true, HasBypass: false);

    private static readonly TrustSettings Best = new(
        "main", Read.Of(Strict), Read.Of(Strict), TokenKind.App, Read.Of(false), [], [],
        [("acme-production", Read.Of(new EnvironmentRules(AdminsBypass: false, PreventsSelfReview: true)))]);

    [Fact]
    public void Everything_set_is_sealed() => TrustReport.Of(Best).Profile.ShouldBe(TrustProfile.Sealed);

    public static TheoryData<string, TrustSettings> Weaker => new()
    {
        { "any source", Best with { Rules = Read.Of(Strict with { CheckSource = null }) } },
        { "not required", Best with { Rules = Read.Of(Strict with { RequiresCheck = false }) } },
        { "pushes", Best with { Rules = Read.Of(Strict with { RequiresPullRequest = false }) } },
        { "stale", Best with { Rules = Read.Of(Strict with { DismissesStale = false }) } },
        { "owners", Best with { Rules = Read.Of(Strict with { RequiresCodeOwners = false }) } },
        { "force", Best with { Rules = Read.Of(Strict with { BlocksForcePush = false }) } },
        { "bypass", Best with { Rules = Read.Of(Strict with { HasBypass = true }) } },
        { "bypass not told", Best with { Rules = Read.Of(Strict with { HasBypass = null }) } },
        { "rules not told", Best with { Rules = Read.CannotTell<BranchRules>("403") } },
        { "delivery branches", Best with { DeliveryBranches = Read.Of(Strict with { BlocksDeletion = false }) } },
        { "token", Best with { Token = TokenKind.Workflow } },
        { "person", Best with { Token = TokenKind.Person } },
        { "workflows approve", Best with { WorkflowsMayApprove = Read.Of(true) } },
        { "not told", Best with { WorkflowsMayApprove = Read.CannotTell<bool>("403") } },
        { "role", Best with { Roles = [new RoleProblem("qa-engineer", "quinn has no id", "write it")] } },
        { "workflow", Best with { Workflows = [new WorkflowFinding(".github/workflows/a.yml", 3, TrustProfile.Enforced, "a job has every permission", "name them")] } },
    };

    [Theory]
    [MemberData(nameof(Weaker))]
    public void Each_thing_that_is_missing_or_cannot_be_told_makes_it_advisory_and_is_named_with_its_setting(string what, TrustSettings settings)
    {
        var report = TrustReport.Of(settings);

        report.Profile.ShouldBe(TrustProfile.Advisory, what);
        report.Next.ShouldNotBeEmpty(what);
        report.Next.ShouldAllBe(f => f.Found.Length > 0 && f.Setting.Length > 0 && f.Source.Length > 0);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, true)]
    public void An_environment_with_a_way_around_keeps_it_from_being_sealed(bool? bypass, bool preventsSelfReview) =>
        TrustReport.Of(Best with { Environments = [("acme-production", Read.Of(new EnvironmentRules(bypass, preventsSelfReview)))] }).Profile.ShouldBe(TrustProfile.Enforced);
}
