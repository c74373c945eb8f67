using System.Diagnostics;

namespace DeliveryAsCode.Cli.Tests.Running;

internal static class Waiting
{
    public static Task Eventually(this RunFolder _, Func<bool> isSo, double seconds = 20) => Eventually(isSo, seconds);

    /// <summary>Waits until it is so; what takes longer is a failure.</summary>
    public static async Task Eventually(Func<bool> isSo, double seconds = 20)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(seconds), "it did not become so in time");
            await Task.Delay(20);
        }
    }
}
