namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>How a row came into a table of a record.</summary>
public abstract record RowOrigin
{
    private RowOrigin()
    {
    }

    /// <summary>It stood in the record from the beginning: in the commit that created it.</summary>
    public sealed record Adopted(Commit Commit) : RowOrigin;

    /// <summary>It first appeared, as it reads now, in this commit.</summary>
    public sealed record Brought(Commit Commit) : RowOrigin;

    /// <summary>It is in the work tree, and in no commit.</summary>
    public sealed record Uncommitted : RowOrigin;

    /// <summary>The history is cut off before the row came.</summary>
    public sealed record Unknown : RowOrigin;
}
