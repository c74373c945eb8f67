using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Checklists;

/// <summary>Which item of a list answers which item of its template: by id, else by text. An item answers one only.</summary>
internal sealed class TemplateMatch
{
    private readonly Dictionary<ChecklistItem, ChecklistItem> _answers = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ChecklistItem> _taken = new(ReferenceEqualityComparer.Instance);

    public TemplateMatch(Checklist list, Checklist? template)
    {
        if (template is null)
            return;

        Pair(template, list, item => item.Id);
        Pair(template, list, item => Label.Of(item.Text).Key);
    }

    public ChecklistItem? AnswerTo(ChecklistItem templateItem) => _answers.GetValueOrDefault(templateItem);

    public bool IsAnswer(ChecklistItem item) => _taken.Contains(item);

    /// <summary>Where several have the same key, the first answers the first.</summary>
    private void Pair(Checklist template, Checklist list, Func<ChecklistItem, string> keyOf)
    {
        var free = list.Items.Where(i => !_taken.Contains(i)).GroupBy(keyOf).ToDictionary(g => g.Key, g => new Queue<ChecklistItem>(g));
        foreach (var asked in template.Items.Where(i => !_answers.ContainsKey(i)))
        {
            if (keyOf(asked) is { Length: > 0 } key && free.GetValueOrDefault(key)?.TryDequeue(out var answer) is true)
            {
                _answers.Add(asked, answer!);
                _taken.Add(answer!);
            }
        }
    }
}
