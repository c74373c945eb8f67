using System.Text.Json;

namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>Somebody asked for a workflow to be started.</summary>
/// <param name="Workflow">The file's name; the event type of a repository dispatch.</param>
/// <param name="Inputs">As they were sent; the client payload of a repository dispatch.</param>
public sealed record Dispatch(string Workflow, string Ref, JsonElement Inputs, string By);
