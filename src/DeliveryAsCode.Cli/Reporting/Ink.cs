namespace DeliveryAsCode.Cli.Reporting;

/// <summary>Colours by what they mean, or none where the reader sees none.</summary>
internal readonly record struct Ink(bool HasColours)
{
    public static Ink Of(Terminal terminal) => new(terminal.HasColours);

    public string Strong(string text) => In("1", text);

    public string Alert(string text) => In("1;31", text);

    public string Good(string text) => In("32", text);

    public string Bad(string text) => In("31", text);

    public string Faint(string text) => In("2", text);

    private string In(string code, string text) => HasColours ? $"\e[{code}m{text}\e[0m" : text;
}
