namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Conformance;

/// <summary>
/// Every place in which emulate 0.12.2 leaves what GitHub does, and what therefore cannot be tested with it. Each is
/// asserted as it is: when a new version closes one, the test that names it fails, and the line goes.
/// </summary>
internal static class Deviations
{
    // A client takes any 2xx for success.
    public static readonly Deviation<int> ReviewCreated = new(200, 201);
    public static readonly Deviation<int> ReviewersRequested = new(201, 200);

    // Git: other words for the same refusal, so a client goes by status and by what it reads afterwards.
    public static readonly Deviation<string> NotForward = new("Update is not a fast forward", "Update is not a fast-forward");
    public static readonly Deviation<string> NoObject = new("Object does not exist", "Invalid sha");
    public static readonly Deviation<int> CommitOfNoRef = new(422, 404);
    public static readonly Deviation<int> UpdateOfNoRef = new(422, 404);
    public static readonly Deviation<int> DeletionOfNoRef = new(422, 404);

    // The emulator ends a message with a line break of its own, so that the commit has another id.
    public static readonly Deviation<string> CommitId = new("bf7557fbacee75306b945f14fd062bd7b77c955b", "4719c66279e7487b44ff4effd77731a144bd1000");

    // Pull requests: nothing stands in the way of a wrong one, and the head stays where it was. Stale approvals, pushes
    // after an approval and conflicts are tested with our own stand-in only.
    public static readonly Deviation<int> PullOpenedTwice = new(422, 201);
    public static readonly Deviation<int> PullOfNoBranch = new(422, 201);
    public static readonly Deviation<int> PullWithoutCommits = new(422, 201);
    public static readonly Deviation<bool> HeadFollows = new(true, false);
    public static readonly Deviation<bool> CommitsLackTheBase = new(true, false);
    public static readonly Deviation<bool> FilesAreReal = new(true, false);
    public static readonly Deviation<int> PullAskedForAsAnIssue = new(200, 404);
    public static readonly Deviation<bool> PullsAreListedAsIssues = new(true, false);
    public static readonly Deviation<int> AuthorRequested = new(422, 200);

    // Reviews: everybody approves everything, so it is our own rules that a test exercises.
    public static readonly Deviation<int> OwnApproval = new(422, 201);
    public static readonly Deviation<int> ChangesWithoutWords = new(422, 201);
    public static readonly Deviation<bool> ReviewersStayAsked = new(false, true);

    // Merges: every refusal is a 422, and the head's tree replaces the base's, whatever came in between.
    public static readonly Deviation<int> MergeOfAnotherHead = new(409, 422);
    public static readonly Deviation<int> MergeAgain = new(405, 422);
    public static readonly Deviation<int> FileAfterTheSecondMerge = new(200, 404);
    public static readonly Deviation<string> MergeableInConflict = new("false", "true");
    public static readonly Deviation<int> MergeInConflict = new(405, 200);
    public static readonly Deviation<int> IsMerged = new(204, 404);

    // Comments: anybody edits anybody's.
    public static readonly Deviation<int> CommentOfAnother = new(403, 200);
    public static readonly Deviation<int> BodyTooLong = new(422, 201);

    // Check runs: a person makes them too, none belongs to an App, and an update replaces what was annotated before. A
    // check that has to come from our App is tested with our own stand-in only.
    public static readonly Deviation<int> CheckRunOfAPerson = new(403, 201);
    public static readonly Deviation<string?> AppOfACheckRun = new("4242", null);
    public static readonly Deviation<string> AnnotationsAfterAnUpdate = new("3", "2");

    // Archives are lacking: a client goes on with single blobs.
    public static readonly Deviation<int> Archive = new(302, 404);

    // Who asks: an unknown token is somebody, what is private is said to be there, and every member is an administrator.
    public static readonly Deviation<int> UnknownToken = new(401, 200);
    public static readonly Deviation<int> PrivateForOutsiders = new(404, 403);
    public static readonly Deviation<int> PrivateForNobody = new(404, 401);
    public static readonly Deviation<int> PermissionOfAnOutsider = new(200, 404);
    public static readonly Deviation<string> PermissionOfAWriter = new("write", "admin");

    // Other words for the same refusal.
    public static readonly Deviation<string> LackOfAPermission = new("Resource not accessible by integration", "Forbidden");
    public static readonly Deviation<string> NoProtection = new("Branch not protected", "Not Found");

    // Headers: conditional requests are tested with our own only.
    public static readonly Deviation<bool> HasRequestIds = new(true, false);
    public static readonly Deviation<bool> HasTags = new(true, false);

    // The mock knows no limits.
    public static readonly Deviation<int> LongDescription = new(422, 201);
}
