using System.CommandLine;
using LearnLoadBalancer.Level5.Options;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Tests.Level5.Options;

public sealed class Level5OptionSetTests
{
    [Fact]
    public void Read_Nothing_IsTheUsual()
    {
        Level5Options options = Read();
        Assert.Equal(new DetectionOptions(), options.Detection);
        Assert.Null(options.Status);
        Assert.Equal(ListenAddress.Default, options.Listen);
        Assert.Equal("weighted-round-robin", options.Balancing.Policy.Name);
        Assert.Equal(
            (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), 2, 3, 5, 0.5, 0.5),
            (options.Detection.Checks.Interval, options.Detection.Checks.Timeout, options.Detection.Checks.Rise, options.Detection.Checks.Fall,
                options.Detection.Ejection.After, options.Detection.Ejection.Most, options.Detection.Panic));
    }

    [Fact]
    public void Read_AllOptions_AreTaken()
    {
        DetectionOptions detection = Read(
            "--check-path", "/health", "--check-status", "200,204", "--check-contains", "ready", "--check-interval", "500ms", "--check-timeout", "1.5s",
            "--rise", "4", "--fall", "1", "--eject-after", "7", "--eject-most", "30%", "--panic", "0%", "--slow-start", "1m", "--status", "localhost:9100").Detection;

        Assert.Equal(("/health", "200,204", "ready"), (detection.Checks.Http!.Path, detection.Checks.Http.Status.ToString(), detection.Checks.Http.Contains));
        Assert.Equal((TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1.5), 4, 1), (detection.Checks.Interval, detection.Checks.Timeout, detection.Checks.Rise, detection.Checks.Fall));
        Assert.Equal((7, 0.3, 0.0, TimeSpan.FromMinutes(1)), (detection.Ejection.After, detection.Ejection.Most, detection.Panic, detection.SlowStart!.Value));
    }

    [Theory]
    [InlineData("--check-path 'health' is not a path. Begin it with a slash and write no spaces, for example --check-path /health.", "--check-path", "health")]
    [InlineData("--check-path '/a b' is not a path. Begin it with a slash and write no spaces, for example --check-path /health.", "--check-path", "/a b")]
    [InlineData("--check-status '2xx' has what is no status. Write numbers from 100 to 599, or ranges of them, for example --check-status 200,301-308.", "--check-path", "/", "--check-status", "2xx")]
    [InlineData("--check-contains needs a text of 1 to 1024 characters. Write one, for example --check-contains ready, or leave it out.", "--check-path", "/", "--check-contains", "")]
    [InlineData("--check-interval '5' is not a time from 1ms to 24h. Write a number with ms, s, m or h behind it, for example --check-interval 5s.", "--check-interval", "5")]
    [InlineData("--check-interval '0s' is not a time from 1ms to 24h. Write a number with ms, s, m or h behind it, for example --check-interval 5s.", "--check-interval", "0s")]
    [InlineData("--check-timeout '-1s' is not a time from 1ms to 24h. Write a number with ms, s, m or h behind it, for example --check-timeout 2s.", "--check-timeout", "-1s")]
    [InlineData("--slow-start '25h' is not a time from 1ms to 24h. Write a number with ms, s, m or h behind it, for example --slow-start 30s.", "--slow-start", "25h")]
    [InlineData("--slow-start '' is not a time from 1ms to 24h. Write a number with ms, s, m or h behind it, for example --slow-start 30s.", "--slow-start", "")]
    [InlineData("--rise '0' is not a number from 1 to 1000. Write, for example, --rise 2.", "--rise", "0")]
    [InlineData("--fall 'x' is not a number from 1 to 1000. Write, for example, --fall 3.", "--fall", "x")]
    [InlineData("--eject-after '-1' is not a number from 0 to 1000. Write, for example, --eject-after 5.", "--eject-after", "-1")]
    [InlineData("--eject-most '50' is not a share. Write a number from 0 to 100 with % behind it, for example --eject-most 50%.", "--eject-most", "50")]
    [InlineData("--panic '101%' is not a share. Write a number from 0 to 100 with % behind it, for example --panic 50%.", "--panic", "101%")]
    [InlineData("--status '9100' is not an address. Write it as [host]:port with a port from 0 to 65535, for example --status localhost:9100.", "--status", "9100")]
    [InlineData("--check-status does nothing without --check-path. Add --check-path /health, or leave it out.", "--check-status", "200")]
    [InlineData("--check-contains does nothing without --check-path. Add --check-path /health, or leave it out.", "--check-contains", "ready")]
    [InlineData("--eject-most does nothing with --eject-after 0. Choose another number, or leave it out.", "--eject-after", "0", "--eject-most", "30%")]
    [InlineData("--slow-start does nothing with --policy ring-hash. Choose a policy that heeds weights, such as --policy weighted-round-robin, or leave it out.", "--policy", "ring-hash", "--slow-start", "30s")]
    [InlineData("--slow-start does nothing with --policy maglev. Choose a policy that heeds weights, such as --policy weighted-round-robin, or leave it out.", "--policy", "maglev", "--slow-start", "30s")]
    [InlineData("--slow-start does nothing with --policy round-robin. Choose a policy that heeds weights, such as --policy weighted-round-robin, or leave it out.", "--policy", "round-robin", "--slow-start", "30s")]
    [InlineData("--hash-key does nothing with --policy random. Choose --policy ring-hash or --policy maglev, or leave it out.", "--policy", "random", "--hash-key", "path")]
    public void Parse_WrongUsage_SaysInOneLineWhatAndHowToMendIt(string complaint, params string[] args)
    {
        (Level5OptionSet set, ParseResult parsed) = Parse(args);
        Assert.Equal(complaint, parsed.Errors is [var error, ..] ? error.Message : set.Conflict(parsed));
    }

    private static Level5Options Read(params string[] args)
    {
        (Level5OptionSet set, ParseResult parsed) = Parse(args);
        Assert.Empty(parsed.Errors);
        Assert.Null(set.Conflict(parsed));
        return set.Read(parsed);
    }

    private static (Level5OptionSet Set, ParseResult Parsed) Parse(string[] args)
    {
        var set = new Level5OptionSet();
        var command = new RootCommand();
        set.AddTo(command);
        return (set, command.Parse(args));
    }
}
