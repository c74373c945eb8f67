using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DeliveryAsCode.Cli.Running;

/// <summary>What <c>lock.json</c> on the ref of an environment says.</summary>
/// <param name="Term">Grows with every claim.</param>
/// <param name="Owner">Of this claim alone: two claims never make the same commit.</param>
/// <param name="Expires">Until when the lease was promised; null if nobody works on it.</param>
/// <param name="Holder">Null: free.</param>
/// <param name="Execution">Whose journal lies beside it.</param>
/// <param name="Runbook">Path of that execution's runbook.</param>
internal sealed record RemoteLock(int Term, string Owner, DateTimeOffset? Expires, LockHolder? Holder, string? Execution, string? Runbook)
{
    public static readonly RemoteLock Free = new(0, "", null, null, null, null);

    /// <summary>Clocks differ, and what a holder has sent may still be on its way.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    private const int MostEarlier = 50;

    /// <summary>
    /// The last executions of other runbooks in this environment, whose journals are kept on the ref too: whoever runs one
    /// of them again, from a checkout that knows nothing of it, must learn that it was run.
    /// </summary>
    public ImmutableArray<EarlierOnRef> Earlier { get; init; } = [];

    /// <summary>
    /// Whether the holder is proven not to run: it said so, its process is looked for here and is not there, or its lease
    /// is long over and the host of its run says that the run is, too.
    /// </summary>
    public bool IsGone(DateTimeOffset now, EnvironmentStore store) =>
        Holder is null || Expires is null || Holder.IsProvenGone || Expires + Margin <= now && store.HasEnded(Holder);

    /// <summary>Why the next one may not have it; null if it may.</summary>
    public string? WhyKept(LockHolder next, DateTimeOffset now, EnvironmentStore store)
    {
        var unlock = string.Create(CultureInfo.InvariantCulture, $"delivery unlock {store.Name} --term {Term} --remote {store.Remote} --reason \"…\"");
        if (Holder is not { } holder)
            return null;
        if (IsGone(now, store))
            return holder.IsSameExecution(next) ? null : holder.WhyKept(unlock);
        if (holder.IsFromHere)
            return holder.ToString();

        var expired = string.Create(CultureInfo.InvariantCulture, $"{holder}; its lease expired at {Expires:HH:mm:ss} UTC");
        return (Expires > now, holder.Run) switch
        {
            (true, _) => string.Create(CultureInfo.InvariantCulture, $"{holder}, and its lease runs until {Expires:HH:mm:ss} UTC"),
            (_, null) => $"{expired}, which does not prove that it is gone: make sure on {holder.Process.Host}, then free it ({unlock})",
            (_, { } run) when Expires + Margin > now => string.Create(CultureInfo.InvariantCulture, $"{expired}: from {Expires + Margin:HH:mm:ss} UTC on the next run takes it over, if {run.Url} has ended"),
            (_, { } run) => $"{expired}, and nobody says that its run has ended: end it there ({run.Url}) and run this again, or free it ({unlock})",
        };
    }

    /// <summary>What is kept when another execution takes the environment.</summary>
    public ImmutableArray<EarlierOnRef> EarlierFor(LockHolder next)
    {
        var last = Execution is { } execution && Runbook is { } runbook && runbook != next.Runbook ? new EarlierOnRef(execution, runbook) : null;
        return [.. Earlier.Where(e => e.Runbook != next.Runbook && e.Runbook != last?.Runbook).Concat(last is null ? [] : [last]).TakeLast(MostEarlier)];
    }

    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("v", 1);
            json.WriteNumber("term", Term);
            json.WriteString("owner", Owner);
            if (Expires is { } expires)
                json.WriteString("expires", expires);
            if (Execution is not null)
                json.WriteString("execution", Execution);
            if (Runbook is not null)
                json.WriteString("runbook", Runbook);
            if (Holder is { } holder)
            {
                json.WriteStartObject("holder");
                LockFile.Write(json, holder with { Journal = null });
                json.WriteEndObject();
            }

            if (!Earlier.IsEmpty)
                WriteEarlier(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Null if nothing can be believed of it.</summary>
    public static RemoteLock? Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement;
            var isHeld = json.TryGetProperty("holder", out var holder);
            return new RemoteLock(
                json.GetProperty("term").GetInt32(),
                json.GetProperty("owner").GetString()!,
                json.TryGetProperty("expires", out var expires) ? expires.GetDateTimeOffset() : null,
                isHeld ? LockFile.Read(holder) : null,
                json.TryGetProperty("execution", out var execution) ? execution.GetString() : null,
                json.TryGetProperty("runbook", out var runbook) ? runbook.GetString() : null)
            {
                // Locks of the first versions kept none.
                Earlier = json.TryGetProperty("earlier", out var earlier) ? [.. earlier.EnumerateArray().Select(EarlierOnRef.Read)] : [],
            };
        }
        catch (Exception e) when (LockFile.IsUnreadable(e))
        {
            return null;
        }
    }

    private void WriteEarlier(Utf8JsonWriter json)
    {
        json.WriteStartArray("earlier");
        foreach (var earlier in Earlier)
            earlier.Write(json);
        json.WriteEndArray();
    }
}

/// <summary>The last execution of a runbook in an environment that another one has taken since.</summary>
internal sealed record EarlierOnRef(string Execution, string Runbook)
{
    /// <summary>One for each runbook: ids of executions are unique in a folder only.</summary>
    public string Path { get; } = $"earlier/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Runbook)))[..16]}{JournalFile.Extension}";

    public static EarlierOnRef Read(JsonElement json) => new(json.GetProperty("execution").GetString()!, json.GetProperty("runbook").GetString()!);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("execution", Execution);
        json.WriteString("runbook", Runbook);
        json.WriteEndObject();
    }
}
