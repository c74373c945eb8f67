using System.Globalization;
using System.Text;
using System.Text.Json;
using DeliveryAsCode.Cli.Workspaces;
using DeliveryAsCode.Execution;

namespace DeliveryAsCode.Cli.Running;

/// <summary>How it is written down who holds an environment.</summary>
internal static class LockFile
{
    /// <summary>Null if nobody does.</summary>
    /// <exception cref="IOException">The file says nothing that can be believed.</exception>
    public static LockHolder? Read(string path)
    {
        if (!File.Exists(path))
            return null;

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(document.RootElement);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new IOException($"the lock {path} cannot be read: make sure that no deployment is under way, then delete it", e);
        }
    }

    /// <summary>Whole or not at all: a reader never sees half a file.</summary>
    public static void Write(string path, LockHolder holder)
    {
        var temporary = $"{path}.{holder.Process.Pid}.new";
        using (var stream = File.Create(temporary))
        {
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                Write(json, holder);
                json.WriteEndObject();
            }

            Posix.FlushFile(stream);
        }

        File.Move(temporary, path, overwrite: true);
        Posix.FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Deletes what writers left that died over it. Only who has the lease may call it: then no writer lives.</summary>
    public static void Sweep(string path)
    {
        foreach (var left in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}.*.new"))
            File.Delete(left);
    }

    public static void Write(Utf8JsonWriter json, LockHolder holder)
    {
        json.WriteString("execution", holder.Execution);
        json.WriteString("runbook", holder.Runbook);
        json.WriteString("host", holder.Process.Host);
        json.WriteString("machine", holder.Machine);
        json.WriteString("boot", holder.Process.BootId);
        json.WriteNumber("pid", holder.Process.Pid);
        json.WriteNumber("started", holder.Process.StartTime);
        json.WriteString("since", holder.Since);
        json.WriteNumber("term", holder.Term);
        json.WriteBoolean("reserved", holder.IsReserved);
        WriteText(json, "held", holder.Held);
        WriteText(json, "journal", holder.Journal);
        WriteText(json, "remote", holder.Remote);
        if (holder.Run is { } run)
            Write(json, run);
    }

    /// <exception cref="Exception">One for which <see cref="IsUnreadable"/> holds.</exception>
    public static LockHolder Read(JsonElement json) => new(
        json.GetProperty("execution").GetString()!,
        json.GetProperty("runbook").GetString()!,
        new ProcessIdentity(
            json.GetProperty("host").GetString()!,
            json.GetProperty("boot").GetString()!,
            json.GetProperty("pid").GetInt32(),
            json.GetProperty("started").GetInt64()),
        json.GetProperty("since").GetDateTimeOffset(),
        json.GetProperty("reserved").GetBoolean())
    {
        // Locks of the first version had no term.
        Term = json.TryGetProperty("term", out var term) ? term.GetInt32() : 0,
        Machine = Text(json, "machine") ?? "",
        Held = Text(json, "held"),
        Journal = Text(json, "journal"),
        Remote = Text(json, "remote"),
        Run = json.TryGetProperty("run", out var run) ? new HostedRun(run.GetProperty("id").GetInt64(), run.GetProperty("attempt").GetInt32(), run.GetProperty("url").GetString()!) : null,
    };

    public static bool IsUnreadable(Exception e) => e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException;

    /// <summary>The term of the last runner that took the lease, whatever became of it.</summary>
    public static int ReadTerm(FileStream lease)
    {
        var text = new byte[lease.Length];
        lease.Position = 0;
        lease.ReadExactly(text);
        return int.TryParse(Encoding.ASCII.GetString(text).TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var term) ? term : 0;
    }

    /// <summary>As long as every other term, so that it is there or is not, also after a power cut.</summary>
    public static void WriteTerm(FileStream lease, int term)
    {
        lease.Position = 0;
        lease.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{term:D10}\n")));
        Posix.FlushFile(lease);
    }

    private static void Write(Utf8JsonWriter json, HostedRun run)
    {
        json.WriteStartObject("run");
        json.WriteNumber("id", run.Id);
        json.WriteNumber("attempt", run.Attempt);
        json.WriteString("url", run.Url);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
