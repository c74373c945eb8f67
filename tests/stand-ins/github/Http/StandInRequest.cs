namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>A request as the server saw it.</summary>
/// <param name="Operation">GitHub's operation id; <c>unknown</c> if there is no such operation here.</param>
/// <param name="Path">With the query.</param>
/// <param name="Login">Who asked; null without a token that is known.</param>
/// <param name="HadToken">Whether there was an Authorization header at all.</param>
/// <param name="Body">The text that was sent.</param>
/// <param name="Status">What was answered; null if the client got no answer.</param>
/// <param name="HadEffect">Whether something was changed by it.</param>
public sealed record StandInRequest(string Operation, string Method, string Path, string? Login, bool HadToken, string Body, int? Status, bool HadEffect, Fault? Fault);
