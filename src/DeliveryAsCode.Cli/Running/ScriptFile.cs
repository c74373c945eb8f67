using System.Globalization;
using DeliveryAsCode.Execution;
using DeliveryAsCode.Runbooks;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Cli.Running;

/// <summary>A script in a file that only we can read, in a folder of its own; gone when disposed.</summary>
internal sealed class ScriptFile : IDisposable
{
    private const string Prefix = "delivery-step-";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory(Mark(ProcessTable.Identify(Environment.ProcessId)!));

    public ScriptFile(ScriptAction action)
    {
        Path = System.IO.Path.Combine(_folder.FullName, $"step.{ExtensionOf(action.Interpreter)}");
        Interpreter = action.Interpreter;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        using var stream = new FileStream(Path, options);
        stream.Write(SourceText.From(Path, action.Source).Encode());
    }

    public string Path { get; }

    public Interpreter Interpreter { get; }

    /// <summary>Program and arguments. The shells stop at the first failure; the script itself is in the file.</summary>
    public string[] Command => Interpreter switch
    {
        Interpreter.Bash => ["bash", "--noprofile", "--norc", "-euo", "pipefail", Path],
        Interpreter.Sh => ["sh", "-eu", Path],
        Interpreter.PowerShell => ["pwsh", "-NoProfile", "-NonInteractive", "-File", Path],
        Interpreter.Python => ["python3", Path],
    };

    public static string ProgramOf(Interpreter interpreter) => interpreter switch
    {
        Interpreter.Bash => "bash",
        Interpreter.Sh => "sh",
        Interpreter.PowerShell => "pwsh",
        Interpreter.Python => "python3",
    };

    /// <summary>
    /// Removes what runs that were killed have left. A folder says whose it is: the number and start of its process, and the
    /// process namespace that the number counts in. Containers may share the folder of temporary files.
    /// </summary>
    public static void Sweep()
    {
        var own = ProcessTable.Identify(Environment.ProcessId)!;
        foreach (var folder in Left())
        {
            if (OwnerOf(folder, own) is { } owner && ProcessTable.IsAlive(owner) == false)
                Delete(new DirectoryInfo(folder));
        }
    }

    /// <summary>What cannot be seen is not in the way.</summary>
    private static string[] Left()
    {
        try
        {
            return Directory.GetDirectories(System.IO.Path.GetTempPath(), $"{Prefix}{Namespace()}-*");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>A step may have removed it, or have made it hard to remove: no reason to fail.</summary>
    public void Dispose() => Delete(_folder);

    private static string Mark(ProcessIdentity process) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Namespace()}-{process.Pid}-{process.StartTime}-");

    /// <summary>Digits only; those of <c>pid:[4026531836]</c>.</summary>
    private static string Namespace() =>
        string.Concat((new FileInfo("/proc/self/ns/pid").LinkTarget ?? "").Where(char.IsAsciiDigit));

    /// <summary>Null if the folder's name is not one of ours.</summary>
    private static ProcessIdentity? OwnerOf(string folder, ProcessIdentity own) =>
        System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-') is [_, var pid, var start, _]
        && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? own with { Pid = number, StartTime = time }
            : null;

    private static void Delete(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    private static string ExtensionOf(Interpreter interpreter) => interpreter switch
    {
        Interpreter.Bash => "bash",
        Interpreter.Sh => "sh",
        Interpreter.PowerShell => "ps1",
        Interpreter.Python => "py",
    };
}
