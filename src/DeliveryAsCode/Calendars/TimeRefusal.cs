namespace DeliveryAsCode.Calendars;

public enum TimeRefusalKind
{
    OutsideOfWindows,
    HighTraffic,
    Freeze,
}

/// <summary>Why a deployment may not start at a moment.</summary>
/// <param name="Message">Names environment, moment and rule, with the reason that was given for it.</param>
/// <param name="Next">When it may, <c>Tuesday 2026-05-19 at 09:00</c>; what to wait for, if that is far.</param>
public sealed record TimeRefusal(TimeRefusalKind Kind, string Message, string Next);
