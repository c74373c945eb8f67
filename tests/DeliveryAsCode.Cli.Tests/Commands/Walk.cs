using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

/// <summary>A delivery on its way through the seven stages: people who edit, commit and decide, each on a day told from today.</summary>
internal sealed class Walk(DeliveryRepository repository)
{
    public const string Id = "acme-support-bot";
    public const string Folder = $"deliveries/{Id}";
    public const string RecordPath = $"{Folder}/record.md";

    public static string Day(int days) => WalkEdits.Day(days);

    public Outcome Run(string person, int day, params string[] arguments) =>
        Program(person, day).Run([.. arguments, "--now", $"{Day(day)}T09:00Z"]);

    /// <summary>A decision about the next gate, by its person.</summary>
    public Outcome Decides(string person, int day, params string[] arguments) => Run(person, day, ["acknowledge", Id, .. arguments]);

    /// <summary>As <c>delivery</c>, by the clock, with a terminal at which somebody types.</summary>
    public Finished AtTerminal(string person, string[] arguments, params (string Prompt, string Typed)[] dialogue) => PseudoTerminal.Run(Program(person, 0), arguments, dialogue);

    public Walk Edit(string path, Func<string, string> edit)
    {
        repository.Write(path, edit(repository.Read(path)));
        return this;
    }

    public Walk Fill(string label, string value) => Edit(RecordPath, record => record.Fill(label, value));

    public Walk Milestone(string name, int target, int? actual, string status) => Edit(RecordPath, record => record.Milestone(name, target, actual, status));

    public Walk Add(string section, string row) => Edit(RecordPath, record => record.Add(section, row));

    public Walk Tick(string checklist) => Edit($"{Folder}/checklists/{checklist}.md", WalkEdits.Tick);

    public Walk Commit(string person, string message)
    {
        repository.As(person).Commit(message);
        return this;
    }

    public string Normalised(string path) => repository.Read(path).Normalised();

    private Delivery Program(string person, int day) =>
        Delivery.In(repository.As(person)).With("GIT_COMMITTER_DATE", $"{Day(day)}T09:00:00Z").With("GIT_AUTHOR_DATE", $"{Day(day)}T09:00:00Z");
}
