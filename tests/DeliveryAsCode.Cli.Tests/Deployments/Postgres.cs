using System.Security.Cryptography;
using DeliveryAsCode.Cli.Tests.Infra;
using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Deployments;

/// <summary>A PostgreSQL server of its own, reached by a socket in its folder only.</summary>
internal sealed class Postgres : IDisposable
{
    private const string User = "postgres";
    private const int Interrupt = 2;

    private readonly DirectoryInfo _folder;
    private readonly ServerProcess _server;
    private readonly string _password = RandomNumberGenerator.GetHexString(24, lowercase: true);

    private Postgres()
    {
        var binaries = Path.GetDirectoryName(DebianPackage.Require(Newest, "postgres", "postgresql"))!;
        DebianPackage.Require("psql", "postgresql-client");
        _folder = Directory.CreateTempSubdirectory("delivery-postgres-");
        File.WriteAllText(At("password"), _password);
        Own();
        Succeed(InFolder([Path.Combine(binaries, "initdb"), "--pgdata", At("data"), "--username", User, "--auth", "scram-sha-256", "--pwfile", At("password"), "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]));
        _server = ServerProcess.Start(
            "postgres",
            _folder.FullName,
            AsOwner([Path.Combine(binaries, "postgres"), "-D", At("data"), "-c", "listen_addresses=", "-c", $"unix_socket_directories={_folder.FullName}", "-c", "fsync=off", "-c", "shared_buffers=16MB"]),
            () => InFolder([Path.Combine(binaries, "pg_isready"), "--host", _folder.FullName, "--quiet"]).ExitCode == 0,
            stop: Interrupt);
    }

    public string Log => File.ReadAllText(_server.Log);

    public static Postgres Start() => new();

    /// <summary>A database whose owner's password is in the address that it gives.</summary>
    public string CreateDatabase(string name)
    {
        var password = RandomNumberGenerator.GetHexString(24, lowercase: true);
        Query(Url(User, _password, User), $"create role {name} login password '{password}'");
        Query(Url(User, _password, User), $"create database {name} owner {name}");
        return Url(name, password, name);
    }

    public static string PasswordIn(string url) => url.Split(':', '@')[2];

    /// <summary>What the query gives: a line for each row, cells with <c>|</c> between them.</summary>
    public static string Query(string url, string sql)
    {
        var psql = Finished.Of("psql", [url, "--no-psqlrc", "-v", "ON_ERROR_STOP=1", "-Atqc", sql], "/", CleanEnvironment.In("/nonexistent"));
        psql.ExitCode.ShouldBe(0, psql.Error);
        return psql.Output.TrimEnd('\n');
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string? Newest() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetFiles("/usr/lib/postgresql", "postgres", SearchOption.AllDirectories).OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal).LastOrDefault()
            : null;

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private string Url(string user, string password, string database) => $"postgresql://{user}:{password}@/{database}?host={Uri.EscapeDataString(_folder.FullName)}";

    /// <summary>PostgreSQL refuses to run as root, so there it runs as the user that its package made.</summary>
    private void Own()
    {
        if (Environment.IsPrivilegedProcess)
            Succeed(Finished.Of("chown", ["-R", $"{User}:", _folder.FullName], "/", CleanEnvironment.In("/")));
    }

    private static string[] AsOwner(string[] command) =>
        Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", "--", .. command] : command;

    private Finished InFolder(string[] command) => AsOwner(command) is var whole
        ? Finished.Of(whole[0], whole[1..], _folder.FullName, CleanEnvironment.In(_folder.FullName))
        : throw new System.Diagnostics.UnreachableException();

    private static void Succeed(Finished finished) => finished.ExitCode.ShouldBe(0, finished.Output + finished.Error);
}
