using System.Collections.Immutable;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Documents;

/// <summary>What an edit of YAML came to. Closed.</summary>
public abstract record YamlEdit
{
    private YamlEdit()
    {
    }

    public sealed record Possible(ImmutableArray<TextEdit> Edits) : YamlEdit;

    /// <param name="Reason">What is in the way, in a sentence without a full stop.</param>
    /// <param name="Help">What to do instead.</param>
    public sealed record Refused(string Reason, string Help) : YamlEdit;
}
