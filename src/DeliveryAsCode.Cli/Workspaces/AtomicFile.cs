namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>Writes a file so that a reader, or a crash, sees the old content or the new one, never a part.</summary>
public static class AtomicFile
{
    /// <param name="path">A link is followed: the file that it leads to is written, and the link stays.</param>
    /// <param name="content">All of the file.</param>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        path = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(content);
                Posix.FlushFile(stream);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(path))
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
