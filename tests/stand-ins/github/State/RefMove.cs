namespace DeliveryAsCode.StandIns.GitHub.State;

/// <param name="Name">With <c>refs/</c>.</param>
/// <param name="Before">Zeros where the ref was made.</param>
/// <param name="After">Zeros where it was taken away.</param>
internal sealed record RefMove(long Id, string Name, string Before, string After, string Kind, Account By, DateTimeOffset At);
