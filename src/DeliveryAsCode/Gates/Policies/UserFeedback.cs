using DeliveryAsCode.Documents;
using DeliveryAsCode.Lifecycles;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Gates.Policies;

/// <summary>Nothing is closed as if nobody had an opinion: what users or the client said is written down.</summary>
internal static class UserFeedback
{
    private const string Path = "post-delivery-review.md";
    private const string Section = "Client feedback";

    /// <summary>Where the gate itself says where feedback stands, it is looked for there.</summary>
    public static IEnumerable<GateReason> Refusals(PolicyQuestion question) =>
        question.Gate.OpensWhen.WithParts.OfType<GateCondition.FeedbackGiven>().Select(f => (f.Path, f.Section)).DefaultIfEmpty((Path, Section)).SelectMany(place => Missing(place, question));

    private static IEnumerable<GateReason> Missing((string Path, string Section) place, PolicyQuestion question)
    {
        var path = question.Delivery.Documents.PathOf(place.Path);
        return question.Delivery.Documents.Find(place.Path) is not { } document
            ? [question.Refusal($"{place.Path} is missing, where feedback is written down", Location.OfFile(path), $"delivery reconcile {question.Record.Id} creates it from its template")]
            : DocumentCompleteness.Find(document, new DocumentExpectation([place.Section], [], [], NoPlaceholders: false))
                .Select(s => question.Refusal(s.Message, s.Location, "ask for it, and write down what was said, or that nothing was said although it was asked for"));
    }
}
