using System.Security.Cryptography;
using System.Text;
using DeliveryAsCode.Cli.Hosts;

namespace DeliveryAsCode.Cli.Running;

/// <summary>
/// What a block prints, on its way to everything that shows or keeps it: secrets masked, then cut into lines and made
/// safe, then masked again, because making it safe may have put a secret together.
/// Taking the colours out may put a command together, so it is made safe again, too.
/// </summary>
internal sealed class StepOutput(SecretMask mask, Action<string> show) : IDisposable
{
    private const int LongestLine = 16 * 1024;
    private const int TailLines = 40;
    private const int TailLength = 8 * 1024;

    private readonly Lock _lock = new();
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Queue<string> _tail = new();

    /// <summary>Of the masked lines, in the order in which they came.</summary>
    public string Digest => "sha256:" + Convert.ToHexStringLower(_digest.GetCurrentHash());

    /// <summary>The last lines, masked; empty if nothing was printed.</summary>
    public string Tail
    {
        get
        {
            var tail = string.Join('\n', _tail);
            return tail.Length <= TailLength ? tail : $"…{tail[^TailLength..]}";
        }
    }

    public Channel Open() => new(this);

    public void Dispose() => _digest.Dispose();

    private void Take(string line)
    {
        var safe = SafeOutput.Line(line);
        var plain = SafeOutput.Line(SafeOutput.WithoutColours(safe));
        var masked = mask.Apply(plain);
        lock (_lock)
            Keep(masked == plain ? safe : SafeOutput.Line(masked), masked);
    }

    private void Keep(string shown, string plain)
    {
        _digest.AppendData(Encoding.UTF8.GetBytes(plain + "\n"));
        _tail.Enqueue(plain);
        if (_tail.Count > TailLines)
            _tail.Dequeue();
        show(shown);
    }

    /// <summary>One of the streams of a block.</summary>
    internal sealed class Channel(StepOutput owner)
    {
        private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
        private readonly SecretMask.Stream _mask = owner.OpenMask();
        private readonly StringBuilder _line = new();
        private readonly LastLine _last = new();
        private bool _afterReturn;

        /// <summary>The last line that is not empty, as it was printed: for later steps, never to be shown.</summary>
        public string? LastLine => _last.Value;

        public void Write(ReadOnlySpan<byte> bytes) => Decode(bytes, flush: false);

        public void End()
        {
            Decode([], flush: true);
            Cut(_mask.End());
            if (_line.Length > 0)
                EndLine();
        }

        private void Decode(ReadOnlySpan<byte> bytes, bool flush)
        {
            var chars = new char[_decoder.GetCharCount(bytes, flush)];
            _decoder.GetChars(bytes, chars, flush);
            _last.Write(chars);
            Cut(_mask.Write(chars));
        }

        private void Cut(string text)
        {
            foreach (var c in text)
            {
                if (!SafeOutput.EndsLine(c))
                    _line.Append(c);
                if (SafeOutput.EndsLine(c) && !(c == '\n' && _afterReturn) || _line.Length >= LongestLine)
                    EndLine();
                _afterReturn = c == '\r';
            }
        }

        private void EndLine()
        {
            owner.Take(_line.ToString());
            _line.Clear();
        }
    }

    private SecretMask.Stream OpenMask() => mask.Open();
}
