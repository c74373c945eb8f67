using System.Globalization;
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

    /// <summary>Whether the holder is proven not to run: it said so, or its process is looked for here and is not there.</summary>
    public bool IsGone => Holder is null || Expires is null || Holder.IsProvenGone;

    /// <summary>Why the next one may not have it; null if it may.</summary>
    /// <param name="name">Of the environment.</param>
    public string? WhyKept(LockHolder next, DateTimeOffset now, string name, string remote)
    {
        var unlock = string.Create(CultureInfo.InvariantCulture, $"delivery unlock {name} --term {Term} --remote {remote} --reason \"…\"");
        if (Holder is not { } holder)
            return null;
        if (IsGone)
            return holder.IsSameExecution(next) ? null : holder.WhyKept(unlock);
        if (holder.IsFromHere)
            return holder.ToString();

        return Expires > now
            ? string.Create(CultureInfo.InvariantCulture, $"{holder}, and its lease runs until {Expires:HH:mm:ss} UTC")
            : string.Create(CultureInfo.InvariantCulture, $"{holder}; its lease expired at {Expires:HH:mm:ss} UTC, which does not prove that it is gone: make sure on {holder.Process.Host}, then free it ({unlock})");
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
                json.TryGetProperty("runbook", out var runbook) ? runbook.GetString() : null);
        }
        catch (Exception e) when (LockFile.IsUnreadable(e))
        {
            return null;
        }
    }
}
