using System.Net.Sockets;
using System.Text.RegularExpressions;
using DeliveryAsCode.Cli.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Commands;

public class DemoTests
{
    private const string Deliveries = "demo/deliveries/acme-support-bot";

    [Fact]
    public void The_whole_story_is_told_and_true()
    {
        using var folder = DeliveryRepository.WithoutGit();

        Delivery.In(folder).Run("demo", "demo").ExitsWith(0).DoesNotComplain()
            .Prints("Succeeded: ").Prints("Nothing to do: ").Prints("Rolled back: ").Prints("is lifted, and the environment is free").Prints("--reason \"the release forgot").Prints("Where to look");

        folder.Read($"{Deliveries}/record.md").ShouldMatch(@"\| Deployment start +\| \S+ +\| \d{4}-\d\d-\d\d +\| ✅ Done +\|\n\| Deployment complete +\| \S+ +\| \d{4}-\d\d-\d\d +\| ✅ Done");
        Git(folder, "log", "--format=%s").Split('\n').Select(s => s.Split(": ")[^1]).ShouldBe(["rolled back", "rolled back", "succeeded", "A certified delivery, before its deployment"]);
        Git(folder, "status", "--porcelain").ShouldBeEmpty();
        Delivery.In(folder).At("demo").Run("log", "verify", "deliveries/acme-support-bot/executions").ExitsWith(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        Delivery.In(folder).At("demo").Run("check").ExitsWith(0);
        Listens(PortOf(folder)).ShouldBeFalse("the service was to be stopped");
    }

    [Fact]
    public void It_is_made_only_in_a_folder_of_its_own()
    {
        using var folder = DeliveryRepository.WithoutGit().Write("demo/mine.txt", "mine\n");

        Delivery.In(folder).Run("demo", "demo").ExitsWith(2).PrintsNothing().Complains("is not empty");

        folder.Tree().Split('\n').Length.ShouldBe(2);
    }

    private static string Git(DeliveryRepository folder, params string[] arguments) =>
        Finished.Of("git", arguments, Path.Combine(folder.Path, "demo"), CleanEnvironment.In(folder.Home)).Output.TrimEnd('\n');

    private static int PortOf(DeliveryRepository folder) => int.Parse(
        Regex.Match(folder.Read($"{Deliveries}/runbooks/release-1.4.0.md"), "127.0.0.1:([0-9]+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    private static bool Listens(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
