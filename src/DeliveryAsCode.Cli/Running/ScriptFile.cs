using DeliveryAsCode.Runbooks;

namespace DeliveryAsCode.Cli.Running;

/// <summary>A script in a file that only we can read, in a folder of its own; gone when disposed.</summary>
internal sealed class ScriptFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delivery-");

    public ScriptFile(ScriptAction action)
    {
        Path = System.IO.Path.Combine(_folder.FullName, $"step.{ExtensionOf(action.Interpreter)}");
        Interpreter = action.Interpreter;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        using var stream = new FileStream(Path, options);
        using var writer = new StreamWriter(stream);
        writer.Write(action.Source);
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

    /// <summary>A step may have removed it, or have made it hard to remove: no reason to fail.</summary>
    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
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
