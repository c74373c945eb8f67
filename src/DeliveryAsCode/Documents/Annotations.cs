using DeliveryAsCode.Diagnostics;

namespace DeliveryAsCode.Documents;

/// <summary>Tells annotations with a slip in them from remarks that are none of ours.</summary>
public static class Annotations
{
    /// <summary>
    /// The unknown names among a comment's annotations: all of them where one is known, else those that are nearly a known
    /// one. Any other comment is somebody's remark.
    /// </summary>
    public static IEnumerable<Annotation> Unknown(HtmlComment? comment, IReadOnlyCollection<string> known)
    {
        var annotations = comment?.Annotations ?? [];
        var isOurs = annotations.Any(a => IsKnown(a, known));
        return annotations.Where(a => !IsKnown(a, known) && (isOurs || (a.Value is not null && Suggestion.Nearest(a.Name, known) is not null)));
    }

    private static bool IsKnown(Annotation annotation, IReadOnlyCollection<string> known) =>
        known.Contains(annotation.Name, StringComparer.OrdinalIgnoreCase);
}
