using DeliveryAsCode.Planning;

namespace DeliveryAsCode.Cli.Reporting;

/// <summary>What is told of gate decisions beside what their rows say.</summary>
internal static class StatusRemarks
{
    public static string Of(RowRemark remark) => remark switch
    {
        RowRemark.Adopted => "it stood in the record when that was made: it counts, unverified",
        RowRemark.Attested attested => $"attested by {attested.By} for {attested.OnBehalfOf}",
        RowRemark.ChangedSince changed => $"changed since: {string.Join(", ", changed.Changes.Select(c => $"{c.Name} ({c.Location})"))}",
        RowRemark.Nobodys { Closes: true } nobody => $"nobody's word, but to close something needs no right: {nobody.Why}",
        RowRemark.Nobodys nobody => $"counts for nothing: {nobody.Why}",
        RowRemark.Unknown unknown => $"nobody can say whether it counts: {unknown.Why}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A line for all rows of which the same is to be said.</summary>
    public static IEnumerable<string> Lines(IEnumerable<RowRemark> remarks) =>
        remarks.GroupBy(remark => remark is RowRemark.Adopted ? "counts, unverified: the record was made with it" : Of(remark))
            .Select(group => $"{string.Join(", ", group.Select(r => r.Row.Gate).Distinct())}: {group.Key}");
}
