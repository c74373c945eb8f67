using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DeliveryAsCode.Cli.Workspaces;

/// <summary>Reads what git keeps through one long-running <c>git cat-file --batch</c>, which starts with the first question.</summary>
/// <remarks>
/// It is asked by object id only, never by path, so no name can be taken for a question. Each answer is read to its end
/// before the next question is put, so that neither side ever waits for the other with a full pipe.
/// </remarks>
public sealed class ObjectReader(Git git) : IDisposable
{
    private const int MostCached = 64 * 1024 * 1024;

    /// <summary>A longer answer that nobody wants is not read to its end: git is started anew.</summary>
    private const int MostSkipped = 16 * 1024 * 1024;

    private readonly Lock _turn = new();
    private readonly Dictionary<string, byte[]> _cache = [];
    private long _cached;
    private Conversation? _conversation;

    /// <summary>Of the git that is being asked; null before the first question.</summary>
    internal int? ProcessId => _conversation?.ProcessId;

    /// <param name="commit">Full id of a commit.</param>
    public Revision At(string commit) => new(this, commit);

    /// <summary>A file's content.</summary>
    /// <param name="id">Full object id.</param>
    /// <param name="limit">In bytes.</param>
    /// <returns>Null if there is no such object, it is no file, or it is larger than the limit.</returns>
    /// <exception cref="CommandException">Git ended before it answered.</exception>
    public byte[]? ReadBlob(string id, long limit = int.MaxValue) => (byte[]?)Read(id, "blob", limit)?.Clone();

    /// <summary>The same array for everybody who asks: not to be written to.</summary>
    /// <param name="question">A full object id, or one with <c>^{tree}</c>.</param>
    internal byte[]? Read(string question, string type, long limit = int.MaxValue)
    {
        lock (_turn)
        {
            // The kind is part of the key: a tree that is asked for as a file is none, asked for the second time too.
            var key = $"{type} {question}";
            if (!_cache.TryGetValue(key, out var content))
            {
                content = Ask(question, type, limit);
                Keep(key, content);
            }

            return content?.LongLength <= limit ? content : null;
        }
    }

    public void Dispose()
    {
        _conversation?.Dispose();
        _conversation = null;
    }

    private byte[]? Ask(string question, string type, long limit)
    {
        var conversation = _conversation ??= new Conversation(git.Converse("cat-file", "--batch"));
        try
        {
            conversation.Put(question);
            if (conversation.Hear() is not { } heading)
                return null;
            if (heading.Type == type && heading.Size <= Math.Min(limit, Array.MaxLength))
                return conversation.Content((int)heading.Size);

            if (heading.Size <= MostSkipped)
                conversation.Skip(heading.Size);
            else
                Dispose();
            return null;
        }
        catch (Exception exception) when (exception is IOException or FormatException)
        {
            var said = conversation.LastWords();
            Dispose();
            throw CommandException.World($"git cat-file ended before it answered{(said.Length > 0 ? $": {said}" : "")}",
                "try again; if it stays so, look at the repository with \"git fsck\"");
        }
    }

    /// <summary>Emptied when it is full: what is needed again costs one more question.</summary>
    private void Keep(string key, byte[]? content)
    {
        if (content is null || content.Length > MostCached / 8)
            return;

        if ((_cached += content.Length) > MostCached)
        {
            _cache.Clear();
            _cached = content.Length;
        }

        _cache[key] = content;
    }

    private readonly record struct Heading(string Type, long Size);

    private sealed class Conversation(Process process) : IDisposable
    {
        private readonly BufferedStream _answers = new(process.StandardOutput.BaseStream, 64 * 1024);
        private readonly Task<string> _complaints = process.StandardError.ReadToEndAsync();

        public int ProcessId => process.Id;

        public void Put(string question)
        {
            process.StandardInput.BaseStream.Write(Encoding.ASCII.GetBytes($"{question}\n"));
            process.StandardInput.BaseStream.Flush();
        }

        /// <summary><c>id type size</c>, or null for <c>id missing</c>.</summary>
        public Heading? Hear() => Line().Split(' ') switch
        {
            [_, "missing"] => null,
            [_, var type, var size] => new Heading(type, long.Parse(size, NumberStyles.None, CultureInfo.InvariantCulture)),
            _ => throw new FormatException(),
        };

        public byte[] Content(int size)
        {
            var content = new byte[size];
            _answers.ReadExactly(content);
            LineBreak();
            return content;
        }

        public void Skip(long size)
        {
            var buffer = new byte[64 * 1024];
            for (var left = size; left > 0;)
            {
                var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
                _answers.ReadExactly(part);
                left -= part.Length;
            }

            LineBreak();
        }

        public string LastWords() => process.WaitForExit(1000) && _complaints.Wait(1000) ? _complaints.Result.Trim() : "";

        public void Dispose()
        {
            try
            {
                process.Kill();
            }
            catch (InvalidOperationException)
            {
                // It has ended already.
            }

            process.Dispose();
        }

        private string Line()
        {
            var line = new StringBuilder();
            for (var next = _answers.ReadByte(); next != '\n'; next = _answers.ReadByte())
                line.Append(next >= 0 ? (char)next : throw new EndOfStreamException());
            return line.ToString();
        }

        private void LineBreak()
        {
            if (_answers.ReadByte() != '\n')
                throw new EndOfStreamException();
        }
    }
}
