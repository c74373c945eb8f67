using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>The calls of the system that .NET does not have.</summary>
internal static partial class Posix
{
    public const int Terminate = 15;
    public const int Kill = 9;

    private const int NoSuchProcess = 3;
    private const short PollIn = 1;
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicStatus = 0x7FF;
    private static readonly int NonBlocking = OperatingSystem.IsLinux() ? 0x800 : 0x4;
    private static readonly int CloseOnExec = OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;

    /// <summary>Sends a signal; a process that is gone is no error.</summary>
    public static void SignalProcess(int pid, int signal)
    {
        if (Send(pid, signal) != 0)
            Check(Marshal.GetLastPInvokeError() == NoSuchProcess, $"signal process {pid}");
    }

    /// <summary>Opens for reading, also what nobody writes to.</summary>
    public static SafeFileHandle OpenWithoutWaiting(string path) => Open(path, NonBlocking | CloseOnExec);

    /// <summary>Makes what was written durable, or says that it is not: .NET's own flush keeps quiet about it.</summary>
    public static void FlushFile(FileStream file)
    {
        file.Flush(flushToDisk: OperatingSystem.IsWindows());
        if (!OperatingSystem.IsWindows())
            Check(Flush(file.SafeFileHandle) == 0, $"flush {file.Name}");
    }

    /// <summary>Makes what was created, linked or renamed in the folder durable.</summary>
    public static void FlushFolder(string folder)
    {
        using var handle = Open(folder, 0);
        Check(Flush(handle) == 0, $"flush {folder}");
    }

    /// <summary>The path without links; null if there is nothing.</summary>
    public static string? RealPath(string path)
    {
        var resolved = Resolve(path, 0);
        if (resolved == 0)
            return null;

        try
        {
            return Marshal.PtrToStringUTF8(resolved);
        }
        finally
        {
            Free(resolved);
        }
    }

    /// <summary>Whether there is something to read, or the end, within the time.</summary>
    public static bool WaitReadable(SafeHandle handle, int milliseconds)
    {
        var poll = new PollRequest { File = (int)handle.DangerousGetHandle(), Events = PollIn };
        return Poll(ref poll, 1, milliseconds) > 0;
    }

    /// <summary>Whose a file is; a link is looked at itself.</summary>
    /// <returns>Null if it is not there, or cannot be seen.</returns>
    public static unsafe Ownership? FindOwnership(string path)
    {
        FileStatus status;
        return Status(CurrentFolder, path, NoFollow, BasicStatus, &status) == 0
            ? new Ownership(status.User, status.Group, DateTimeOffset.FromUnixTimeSeconds(status.Changed))
            : null;
    }

    public static uint EffectiveUser() => GetEffectiveUser();

    /// <summary>Gives a file, or a link itself, to somebody.</summary>
    public static bool TryGive(string path, Ownership owner) => ChangeOwner(path, owner.User, owner.Group) == 0;

    private static SafeFileHandle Open(string path, int flags)
    {
        var handle = OpenFile(path, flags);
        Check(!handle.IsInvalid, $"open {path}");
        return handle;
    }

    private static void Check(bool succeeded, string what)
    {
        if (!succeeded)
            throw new IOException($"cannot {what}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Resolve(string path, nint buffer);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Free(nint memory);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollRequest request, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Status(int folder, string path, int flags, uint mask, FileStatus* status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);

    /// <summary>User and group by number, and when the file was last changed in any way.</summary>
    internal readonly record struct Ownership(uint User, uint Group, DateTimeOffset Changed);

    /// <summary>The kernel's <c>struct statx</c>, which is the same on every kind of processor: man 2 statx.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileStatus
    {
        [FieldOffset(20)]
        public uint User;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(96)]
        public long Changed;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollRequest
    {
        public int File;
        public short Events;
        public short Returned;
    }
}
