using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace DeliveryAsCode.Cli.Tests.Infra;

/// <summary>
/// Compares with a file beside the test. A difference is written to <c>name.received.ext</c>; run the test with
/// <c>DELIVERY_ACCEPT=1</c> to take what came as what is expected.
/// </summary>
public static class Golden
{
    public static void Match(string text, string file, [CallerFilePath] string test = "") =>
        Match(text, new FileInfo(Path.Combine(Path.GetDirectoryName(test)!, file)), Environment.GetEnvironmentVariable("DELIVERY_ACCEPT") == "1");

    internal static void Match(string text, FileInfo expected, bool accept)
    {
        var received = Path.ChangeExtension(expected.FullName, $"received{expected.Extension}");
        File.Delete(received);
        if (accept)
            File.WriteAllText(expected.FullName, text);
        else if (Known(expected.FullName) is var known && known != text)
            throw Different(known, text, expected.Name, received);
    }

    private static string Known(string file) => File.Exists(file) ? File.ReadAllText(file) : "";

    private static XunitException Different(string expected, string actual, string file, string received)
    {
        File.WriteAllText(received, actual);
        return new XunitException($"{file} is expected to be otherwise (see {received}):\n{Difference(expected, actual)}");
    }

    /// <summary>The lines between the common beginning and the common end.</summary>
    private static string Difference(string expected, string actual)
    {
        string[] old = expected.Split('\n'), now = actual.Split('\n');
        var start = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        var most = Math.Min(old.Length, now.Length) - start;
        var end = old.Reverse().Zip(now.Reverse()).Take(most).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Join('\n', [
            $"@@ line {start + 1} @@",
            .. old[start..^end].Select(line => $"- {line}"),
            .. now[start..^end].Select(line => $"+ {line}"),
        ]);
    }
}
