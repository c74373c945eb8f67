namespace DeliveryAsCode.StandIns.GitHub.Http;

/// <summary>An operation of GitHub's API, called as GitHub's description calls it.</summary>
/// <param name="Operation">GitHub's operation id.</param>
/// <param name="Template">The path as GitHub's description has it; the parameters in <see cref="ManySegments"/> take slashes.</param>
/// <param name="Permission">What a token must be given for it.</param>
/// <param name="Least">What a person must be in the repository.</param>
internal sealed record Route(string Operation, string Method, string Template, string Permission, Access Access, Role Least, Func<Call, Answer> Handle)
{
    private static readonly string[] ManySegments = ["ref", "path", "branch", "basehead"];

    private readonly string[] _segments = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Even of a public repository it is not for everybody to see.</summary>
    public bool IsGuarded { get; init; }

    public bool IsRead => Method == "GET";

    public static Route Get(string operation, string template, string permission, Func<Call, Answer> handle) =>
        new(operation, "GET", template, permission, Access.Read, Role.Read, handle);

    /// <summary>For those who may write.</summary>
    public static Route Post(string operation, string template, string permission, Func<Call, Answer> handle, Role least = Role.Write) =>
        new(operation, "POST", template, permission, Access.Write, least, handle);

    public static Route Patch(string operation, string template, string permission, Func<Call, Answer> handle, Role least = Role.Write) =>
        new(operation, "PATCH", template, permission, Access.Write, least, handle);

    public static Route Put(string operation, string template, string permission, Func<Call, Answer> handle, Role least = Role.Write) =>
        new(operation, "PUT", template, permission, Access.Write, least, handle);

    public static Route Delete(string operation, string template, string permission, Func<Call, Answer> handle, Role least = Role.Write) =>
        new(operation, "DELETE", template, permission, Access.Write, least, handle);

    /// <summary>The values of the path's parameters, or null if it is another path.</summary>
    public IReadOnlyDictionary<string, string>? Match(string method, string[] path)
    {
        if (method != Method || path.Length < _segments.Length)
            return null;

        var values = new Dictionary<string, string>();
        // One parameter at most takes more than its one segment: as many as the path has left over.
        var more = path.Length - _segments.Length;
        var at = 0;
        foreach (var segment in _segments)
        {
            if (segment[0] != '{')
            {
                if (path[at++] != segment)
                    return null;
                continue;
            }

            var name = segment[1..^1];
            var take = 1;
            if (more > 0 && ManySegments.Contains(name))
                (take, more) = (1 + more, 0);
            values[name] = string.Join('/', path[at..(at + take)]);
            at += take;
        }

        return at == path.Length ? values : null;
    }
}
