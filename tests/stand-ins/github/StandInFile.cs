using System.Text;

namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>A file of a push. The path is taken as it is, also where no git program would have made it.</summary>
/// <param name="Content">Null takes the file away.</param>
/// <param name="Mode">120000 is a symbolic link, 160000 a submodule whose commit is the content.</param>
public sealed record StandInFile(string Path, byte[]? Content, string Mode = "100644")
{
    public StandInFile(string path, string? text, string mode = "100644")
        : this(path, text is null ? null : Encoding.UTF8.GetBytes(text), mode)
    {
    }
}
