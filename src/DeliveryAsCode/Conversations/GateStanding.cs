using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Conversations;

/// <summary>How far a gate is that a change asks to pass.</summary>
/// <param name="Given">How many people's words count.</param>
/// <param name="Needed">How many it needs.</param>
public sealed record GateStanding(string DeliveryId, string Gate, int Given, int Needed, GateVerdict Verdict)
{
    public static GateStanding Of(DeliveryCase delivery, GateDefinition gate)
    {
        var findings = delivery.FindingsOf(gate);
        return new(delivery.Record.Id, gate.Name, findings.Given, findings.Needed, delivery.Judge(gate));
    }

    /// <summary>Whether only people's words are missing, or an answer that nobody has yet.</summary>
    public bool IsWaiting => Verdict is GateVerdict.Undecided;

    /// <summary>On one line, safe for titles: <c>QA gate: 1 of 2 approvals</c>.</summary>
    public string Title => $"{TitleText.Of(Gate)}: " + Verdict switch
    {
        GateVerdict.Skipped => "not needed",
        GateVerdict.Blocked blocked => TitleText.Of(blocked.Against.First(r => !r.IsUndecided).Message),
        _ => $"{Given} of {Needed} {(Needed == 1 ? "approval" : "approvals")}",
    };
}
