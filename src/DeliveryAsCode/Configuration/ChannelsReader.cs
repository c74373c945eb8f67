using DeliveryAsCode.Documents;

namespace DeliveryAsCode.Configuration;

internal static class ChannelsReader
{
    public static Channels Read(YamlMappingReader channels) => new(
        channels.Mapping("slack", Slack),
        channels.Mapping("github", github => new GitHubChannel(github.Read("issue", value => value.Boolean()) ?? false)));

    private static SlackChannel? Slack(YamlMappingReader slack) =>
        slack.Require("webhook", ConfigurationValues.Reference, "name the environment variable that holds its address: webhook: env:SLACK_WEBHOOK_URL") is { } webhook
            ? new SlackChannel(webhook)
            : null;
}
