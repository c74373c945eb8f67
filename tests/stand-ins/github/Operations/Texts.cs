using DeliveryAsCode.StandIns.GitHub.Http;

namespace DeliveryAsCode.StandIns.GitHub.Operations;

/// <summary>How long a text may be at GitHub.</summary>
internal static class Texts
{
    private const int MostOfABody = 65_536;
    private const int MostOfATitle = 256;

    public static string Title(string resource, string? title) => title switch
    {
        null => throw new Refusal(422, "Invalid request.\n\n\"title\" wasn't supplied."),
        "" => throw Refusal.Invalid(resource, "title", "missing_field"),
        { Length: > MostOfATitle } => throw Refusal.Custom(resource, $"title is too long (maximum is {MostOfATitle} characters)", "title"),
        _ => title,
    };

    public static string Body(string resource, string body) =>
        body.Length > MostOfABody ? throw Refusal.Custom(resource, $"body is too long (maximum is {MostOfABody} characters)", "body") : body;
}
