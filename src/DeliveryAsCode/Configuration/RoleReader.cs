using DeliveryAsCode.Diagnostics;
using DeliveryAsCode.Documents;
using DeliveryAsCode.Text;

namespace DeliveryAsCode.Configuration;

internal static class RoleReader
{
    public static Role? Read(YamlScalar key, YamlValue value) =>
        ConfigurationValues.Name(key, value.Findings) is { } name
            ? new Role(name, value.List(member => ReadMember(name, member)) ?? [], value.Findings.Source.Locate(key.Span))
            : null;

    private static RoleMember? ReadMember(string role, YamlValue value) => value.Mapping(member =>
    {
        var isPerson = member.Find("login") is not null | member.Find("id") is not null | member.Find("email") is not null;
        var team = member.Find("team");
        var scope = member.Read("for", ConfigurationValues.Pattern);
        if (role == Role.Client && member.Find("for") is null)
            value.Report(DiagnosticCatalog.ClientNeedsFor, "this client could speak for every delivery", "add the ids of the client's own deliveries: for: \"acme-*\"");

        return (isPerson, team) switch
        {
            (true, null) => ReadPerson(member, scope),
            (false, { } given) => given.Text() is { } text ? ReadTeam(given, text, scope) : null,
            (true, _) => Nobody(value, "this is both a person and a team", "make two entries of it"),
            (false, null) => Nobody(value, "nobody is named here", "give at least one of login, id, email or team"),
        };
    });

    private static PersonMember ReadPerson(YamlMappingReader member, Glob? scope) =>
        new(member.Read("login", ReadLogin), member.Text("id"), member.Read("email", ReadEmail), scope);

    private static RoleMember? ReadTeam(YamlValue value, string text, Glob? scope) => text.Split('/') switch
    {
        [{ Length: > 0 } organisation, { Length: > 0 } team] => new TeamMember(organisation, team, scope),
        _ => Nobody(value, $"\"{text}\" is no team", "write organisation and team: acme/qa"),
    };

    private static string? ReadLogin(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;
        if (text.IndexOfAny(['@', ' ', '/']) < 0)
            return text;

        Nobody(value, $"\"{text}\" is no login", "write the name of the account only, without @");
        return null;
    }

    private static string? ReadEmail(YamlValue value)
    {
        if (value.Text() is not { } text)
            return null;
        if (text.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !text.Contains(' ', StringComparison.Ordinal))
            return text;

        Nobody(value, $"\"{text}\" is no e-mail address", "write the address as commits have it: dana@studio.example");
        return null;
    }

    private static RoleMember? Nobody(YamlValue value, string message, string help)
    {
        value.Report(DiagnosticCatalog.RoleMemberIsNobody, message, help);
        return null;
    }
}
