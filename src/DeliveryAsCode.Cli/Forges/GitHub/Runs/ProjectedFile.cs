namespace DeliveryAsCode.Cli.Forges.GitHub.Runs;

/// <summary>A file of the log's branch.</summary>
internal sealed record ProjectedFile(string Path, string Text);
