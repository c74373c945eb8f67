using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>
/// GitHub's JSON, without reflection. A parameter of a record that has no default must be in the answer: what is missing
/// is never taken for zero, false or nothing.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ErrorPayload))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(RepositoryInfo))]
[JsonSerializable(typeof(Team))]
[JsonSerializable(typeof(TeamMember))]
[JsonSerializable(typeof(BranchProtection))]
[JsonSerializable(typeof(ImmutableArray<BranchRule>))]
[JsonSerializable(typeof(DeploymentEnvironment))]
[JsonSerializable(typeof(WorkflowPermissions))]
[JsonSerializable(typeof(ImmutableArray<GitPush>))]
[JsonSerializable(typeof(RefPayload))]
[JsonSerializable(typeof(GitTree))]
[JsonSerializable(typeof(BlobPayload))]
[JsonSerializable(typeof(NewBlob))]
[JsonSerializable(typeof(ObjectName))]
[JsonSerializable(typeof(GitCommit))]
[JsonSerializable(typeof(NewCommit))]
[JsonSerializable(typeof(NewRef))]
[JsonSerializable(typeof(RefMove))]
[JsonSerializable(typeof(ComparisonPage))]
[JsonSerializable(typeof(ImmutableArray<ComparedCommit>))]
[JsonSerializable(typeof(Pull))]
[JsonSerializable(typeof(ImmutableArray<Pull>))]
[JsonSerializable(typeof(NewPull))]
[JsonSerializable(typeof(PullChange))]
[JsonSerializable(typeof(ImmutableArray<Review>))]
[JsonSerializable(typeof(ReviewRequest))]
[JsonSerializable(typeof(MergeRequest))]
[JsonSerializable(typeof(MergeAnswer))]
[JsonSerializable(typeof(Issue))]
[JsonSerializable(typeof(ImmutableArray<Issue>))]
[JsonSerializable(typeof(NewIssue))]
[JsonSerializable(typeof(IssueChange))]
[JsonSerializable(typeof(Comment))]
[JsonSerializable(typeof(ImmutableArray<Comment>))]
[JsonSerializable(typeof(CommentBody))]
[JsonSerializable(typeof(LabelList))]
[JsonSerializable(typeof(Label))]
[JsonSerializable(typeof(NewLabel))]
[JsonSerializable(typeof(ImmutableArray<Branch>))]
[JsonSerializable(typeof(ComparedCommit))]
[JsonSerializable(typeof(CheckRun))]
[JsonSerializable(typeof(CheckRunPage))]
[JsonSerializable(typeof(CheckRunRequest))]
[JsonSerializable(typeof(Deployment))]
[JsonSerializable(typeof(ImmutableArray<Deployment>))]
[JsonSerializable(typeof(DeploymentRequest))]
[JsonSerializable(typeof(DeploymentStatus))]
[JsonSerializable(typeof(ImmutableArray<DeploymentStatus>))]
[JsonSerializable(typeof(NewDeploymentStatus))]
[JsonSerializable(typeof(WorkflowRun))]
[JsonSerializable(typeof(WorkflowRunPage))]
[JsonSerializable(typeof(DispatchRequest))]
[JsonSerializable(typeof(AppInfo))]
[JsonSerializable(typeof(Installation))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(InstallationToken))]
[JsonSerializable(typeof(GraphQuery))]
[JsonSerializable(typeof(GraphAnswer))]
internal sealed partial class GitHubJson : JsonSerializerContext;
