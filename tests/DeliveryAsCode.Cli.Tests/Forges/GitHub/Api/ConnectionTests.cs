using System.Collections.Immutable;
using DeliveryAsCode.Cli.Forges.GitHub.Api;

namespace DeliveryAsCode.Cli.Tests.Forges.GitHub.Api;

public class ConnectionTests
{
    private static readonly ImmutableDictionary<string, string> Job = ImmutableDictionary<string, string>.Empty
        .Add("GITHUB_TOKEN", "ghs_of_the_job").Add("GITHUB_REPOSITORY", "acme/shop").Add("INPUT_TOKEN", "").Add("INPUT_APP-ID", "").Add("INPUT_APP-KEY", "");

    [Fact]
    public void A_job_says_it_all()
    {
        var connection = GitHubConnection.Of(Job);

        connection.ShouldBe(new GitHubConnection(new Uri("https://api.github.com"), new GitHubCredentials.Token("ghs_of_the_job"), new RepositoryName("acme", "shop"), GitHubTimes.Default));
        connection.ToString().ShouldNotContain("ghs_");
    }

    [Fact]
    public void An_input_goes_before_the_environment() =>
        GitHubConnection.Of(Job.SetItem("INPUT_TOKEN", " ghs_of_the_input\n")).Credentials.ShouldBe(new GitHubCredentials.Token("ghs_of_the_input"));

    [Fact]
    public void An_app_goes_before_a_token()
    {
        var app = GitHubConnection.Of(Job.SetItem("INPUT_APP-ID", "4242").SetItem("INPUT_APP-KEY", "-----BEGIN\\nKEY")).Credentials;

        app.ShouldBe(new GitHubCredentials.App(4242, "-----BEGIN\nKEY"));
        app.ToString().ShouldBe("the GitHub App 4242");
    }

    [Fact]
    public void A_server_of_ones_own_has_its_address() =>
        GitHubConnection.Of(Job.SetItem("GITHUB_API_URL", "https://github.acme.test/api/v3")).Api.AbsolutePath.ShouldBe("/api/v3");

    [Theory]
    [InlineData("", 1)]
    [InlineData("0", 0)]
    [InlineData("2.5", 2.5)]
    public void How_fast_it_writes_can_be_said(string pause, double seconds) =>
        GitHubConnection.Of(Job.SetItem("DELIVERY_WRITE_PAUSE", pause)).Times.PerWrite.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("GITHUB_TOKEN", "", "there is no token for GitHub")]
    [InlineData("GITHUB_TOKEN", "two words", "the token for GitHub has characters that no token has")]
    [InlineData("GITHUB_REPOSITORY", "", "it is not said which repository at GitHub this is")]
    [InlineData("GITHUB_REPOSITORY", "acme", "\"acme\" is no name of a repository")]
    [InlineData("GITHUB_REPOSITORY", "acme/..", "\"acme/..\" is no name of a repository")]
    [InlineData("GITHUB_API_URL", "api.github.com", "GITHUB_API_URL is no address of an API")]
    [InlineData("GITHUB_API_URL", "https://me:secret@github.acme.test", "GITHUB_API_URL is no address of an API")]
    [InlineData("INPUT_APP-ID", "4242", "the key of the GitHub App is missing")]
    [InlineData("DELIVERY_APP_KEY", "key", "the number of the GitHub App is missing")]
    [InlineData("DELIVERY_WRITE_PAUSE", "-1", "DELIVERY_WRITE_PAUSE is no number of seconds from 0 to 60")]
    [InlineData("DELIVERY_WRITE_PAUSE", "61", "DELIVERY_WRITE_PAUSE is no number of seconds from 0 to 60")]
    [InlineData("DELIVERY_WRITE_PAUSE", "1s", "DELIVERY_WRITE_PAUSE is no number of seconds from 0 to 60")]
    public void What_is_missing_is_said(string name, string value, string message)
    {
        var error = Should.Throw<CommandException>(() => GitHubConnection.Of(Job.SetItem(name, value)));

        error.Message.ShouldBe(message);
        error.ExitCode.ShouldBe(ExitCode.Unusable);
        error.Help.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("acme/shop", true)]
    [InlineData("acme/.github", true)]
    [InlineData("acme", false)]
    [InlineData("acme/shop/x", false)]
    [InlineData("/shop", false)]
    [InlineData("../..", false)]
    [InlineData("acme/sh op", false)]
    public void A_repository_has_an_owner_and_a_name(string text, bool isName) => (RepositoryName.Parse(text) is not null).ShouldBe(isName);
}
