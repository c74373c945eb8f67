namespace DeliveryAsCode.Cli.Forges.GitHub.Api;

/// <summary>Answers that GitHub gave a tag: asked again with the tag, it says "not modified", which costs nothing of the limit.</summary>
internal sealed class AnswerMemory
{
    private const int MostBytes = 64 * 1024 * 1024;

    private readonly Lock _turn = new();
    private readonly Dictionary<string, GitHubAnswer> _answers = new(StringComparer.Ordinal);
    private long _bytes;

    public GitHubAnswer? Find(Uri url)
    {
        lock (_turn)
            return _answers.GetValueOrDefault(url.AbsoluteUri);
    }

    public void Keep(Uri url, GitHubAnswer answer)
    {
        if (answer is not { Status: 200, ETag: not null } || answer.Body.Length > MostBytes / 4)
            return;

        lock (_turn)
        {
            // Whoever reads so much will hardly read the first of it again.
            if (_bytes + answer.Body.Length > MostBytes)
            {
                _answers.Clear();
                _bytes = 0;
            }

            _bytes += answer.Body.Length - (_answers.TryGetValue(url.AbsoluteUri, out var before) ? before.Body.Length : 0);
            _answers[url.AbsoluteUri] = answer;
        }
    }
}
