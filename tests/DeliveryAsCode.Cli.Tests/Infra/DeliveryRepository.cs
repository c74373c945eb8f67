using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text;

namespace DeliveryAsCode.Cli.Tests.Infra;

/// <summary>
/// A real git repository in a temporary folder named after the test. It is deleted when the test passes; when an
/// assertion of the test fails it stays, to be looked at.
/// </summary>
public sealed class DeliveryRepository : IDisposable
{
    private static readonly AsyncLocal<DeliveryRepository?> Current = new();

    private readonly DeliveryRepository? _outer = Current.Value;
    private readonly DirectoryInfo _place;
    private bool _isKept;

    static DeliveryRepository() => AppDomain.CurrentDomain.FirstChanceException += KeepWhatFailed;

    private DeliveryRepository(string name)
    {
        _place = Directory.CreateTempSubdirectory($"delivery-{name}-");
        Current.Value = this;
    }

    /// <summary>The working tree.</summary>
    public string Path => _place.CreateSubdirectory("repository").FullName;

    /// <summary>A home folder in which nothing is configured.</summary>
    public string Home => _place.CreateSubdirectory("home").FullName;

    /// <summary>A folder to work in, without a repository around it.</summary>
    public static DeliveryRepository WithoutGit([CallerMemberName] string test = "") => new(test);

    public static DeliveryRepository Create([CallerMemberName] string test = "")
    {
        var repository = new DeliveryRepository(test);
        repository.Git("init", "--quiet", "--initial-branch", "main");
        repository.Git("config", "user.name", "dana");
        repository.Git("config", "user.email", "dana@studio.example");
        return repository;
    }

    /// <summary>Who commits from now on, by their address at the studio.</summary>
    public DeliveryRepository As(string person)
    {
        Git("config", "user.name", person);
        Git("config", "user.email", $"{person}@studio.example");
        return this;
    }

    public DeliveryRepository Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    public DeliveryRepository Write(string path, byte[] bytes)
    {
        var file = FullPath(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        return this;
    }

    public string Read(string path) => File.ReadAllText(FullPath(path));

    public byte[] ReadBytes(string path) => File.ReadAllBytes(FullPath(path));

    public bool Has(string path) => File.Exists(FullPath(path));

    /// <summary>Commits everything that is there.</summary>
    public DeliveryRepository Commit(string message = "Begin")
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--message", message);
        return this;
    }

    /// <summary>Runs git, which must succeed, and gives what it printed.</summary>
    public string Git(params string[] arguments)
    {
        var outcome = Finished.Of("git", arguments, Path, CleanEnvironment.In(Home));
        outcome.ExitCode.ShouldBe(0, $"git {string.Join(' ', arguments)}\n{outcome.Error}");
        return outcome.Output.TrimEnd('\n');
    }

    /// <summary>For a test that makes an assertion fail on purpose.</summary>
    public void Forgive() => _isKept = false;

    public void Dispose()
    {
        Current.Value = _outer;
        if (!_isKept)
            _place.Delete(recursive: true);
    }

    private string FullPath(string path) => System.IO.Path.Combine(Path, path);

    /// <summary>xunit 2 does not tell a test how it ended, but an assertion fails in the flow of the test it belongs to.</summary>
    private static void KeepWhatFailed(object? sender, FirstChanceExceptionEventArgs e)
    {
        if (e.Exception is not (ShouldAssertException or Xunit.Sdk.XunitException))
            return;

        for (var repository = Current.Value; repository is not null; repository = repository._outer)
            repository._isKept = true;
    }
}
