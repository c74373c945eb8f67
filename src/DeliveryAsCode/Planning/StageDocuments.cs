using System.Collections.Immutable;
using DeliveryAsCode.Deliveries;
using DeliveryAsCode.Gates;
using DeliveryAsCode.Lifecycles;

namespace DeliveryAsCode.Planning;

/// <summary>The checklist and the documents of a stage come from their templates when it begins, and never over what is there.</summary>
internal static class StageDocuments
{
    public static void Plan(Draft draft)
    {
        foreach (var stage in Begun(draft.Case))
        {
            foreach (var path in Paths(stage).Where(path => !draft.Has(path)))
                Create(draft, stage, path);
        }
    }

    /// <summary>The current stage, and those that may begin beside it.</summary>
    public static ImmutableArray<Stage> Begun(DeliveryCase delivery) =>
        delivery.Decisions is { Cancelled: null, OnHold: null } && delivery.CurrentStage is { } current
            ? [.. delivery.Lifecycle.Stages.SkipWhile(s => s != current).Where(s => s == current || IsBegunBeside(s, delivery))]
            : [];

    private static bool IsBegunBeside(Stage stage, DeliveryCase delivery) =>
        stage.StartsWhen is not null && StageSkip.Reason(stage, delivery) is null && delivery.Before(stage.Gates[0]).IsEmpty;

    private static IEnumerable<string> Paths(Stage stage) =>
        stage.Checklist is { } checklist ? stage.Documents.Prepend($"checklists/{checklist}.md") : stage.Documents;

    private static void Create(Draft draft, Stage stage, string path)
    {
        if (DeliveryTemplate.CreateDocument(path, draft.Record, draft.Case.Documents.PathOf(path)) is { } document)
            draft.Create($"document/{path}", document, $"create {path} from its template", $"the stage \"{stage.Name}\" has begun");
        else
            draft.Note($"the stage \"{stage.Name}\" needs {path}, for which there is no template: write it by hand");
    }
}
