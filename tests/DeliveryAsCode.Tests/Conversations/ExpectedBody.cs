using System.Runtime.CompilerServices;

namespace DeliveryAsCode.Tests.Conversations;

/// <summary>Bodies as they are expected lie in <c>Bodies/</c>; <c>DELIVERY_ACCEPT=1</c> takes what came.</summary>
internal static class ExpectedBody
{
    public static void ShouldBeBody(this string body, string file, [CallerFilePath] string test = "")
    {
        var path = new Uri(new Uri(test), $"Bodies/{file}").LocalPath;
        if (Environment.GetEnvironmentVariable("DELIVERY_ACCEPT") == "1")
            File.WriteAllText(path, body);

        body.ShouldBe(File.ReadAllText(path));
    }
}
