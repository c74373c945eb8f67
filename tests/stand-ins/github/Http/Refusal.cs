namespace DeliveryAsCode.StandIns.GitHub.Http;

/// <summary>GitHub says no: thrown by an operation before it has done anything.</summary>
internal sealed class Refusal(int status, string message) : Exception(message)
{
    public int Status => status;

    /// <summary>Objects, or plain texts as some operations give them.</summary>
    public IReadOnlyList<object>? Errors { get; init; }

    public static Refusal NotFound => new(404, "Not Found");

    /// <summary>A field that is not, or not as it must be.</summary>
    public static Refusal Invalid(string resource, string field, string code = "invalid") =>
        new(422, "Validation Failed") { Errors = [new { resource, code, field }] };

    public static Refusal Custom(string resource, string message, string? field = null) =>
        new(422, "Validation Failed") { Errors = [field is null ? new { resource, code = "custom", message } : new { resource, code = "custom", field, message }] };

    public static Refusal Unprocessable(string error) => new(422, "Unprocessable Entity") { Errors = [error] };

    public object Body(string documentation) => Errors is null
        ? new { message = Message, documentation_url = documentation, status = $"{status}" }
        : new { message = Message, errors = Errors, documentation_url = documentation, status = $"{status}" };
}
