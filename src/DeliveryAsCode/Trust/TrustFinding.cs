namespace DeliveryAsCode.Trust;

public enum TrustAnswer
{
    Holds,
    Missing,

    /// <summary>Which is no yes: the profile is as if it were missing.</summary>
    CannotTell,
}

/// <summary>One thing that a profile rests on.</summary>
/// <param name="For">The weakest profile that needs it.</param>
/// <param name="What">What must be so, a sentence without a full stop.</param>
/// <param name="Found">What is there instead; empty if it holds.</param>
/// <param name="Setting">Where it is set, in the words of the page; empty if it holds.</param>
/// <param name="Source">Where the answer was read, for those who want to look: a path of the API, or a file.</param>
public sealed record TrustFinding(TrustProfile For, TrustAnswer Answer, string What, string Found, string Setting, string Source)
{
    public static TrustFinding Holding(TrustProfile @for, string what, string source) => new(@for, TrustAnswer.Holds, what, "", "", source);
}
