namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>Reads files that are files: a pipe would be waited for, and a device would never end.</summary>
internal static class RegularFile
{
    /// <param name="path">Absolute.</param>
    /// <param name="limit">The most bytes that are read.</param>
    /// <returns>Null if it is no regular file.</returns>
    public static byte[]? Read(string path, int limit)
    {
        using var handle = OperatingSystem.IsWindows() ? File.OpenHandle(path) : Posix.OpenWithoutWaiting(path);
        using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        if (!stream.CanSeek || IsDevice(path))
            return null;

        var bytes = new byte[Math.Min(stream.Length, limit)];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    private static bool IsDevice(string path) => (File.GetAttributes(path) & FileAttributes.Device) != 0;
}
