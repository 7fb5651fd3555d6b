using System.CommandLine;
using System.Text;
using LearnLoadBalancer.Options;

namespace LearnLoadBalancer.Tests.Options;

public sealed class StickyOptionSetTests
{
    private const string Given = "the key of the option";
    private const string OfEnvironment = "the key of the environment";

    [Theory]
    [InlineData(OfEnvironment, null, OfEnvironment)]
    [InlineData(OfEnvironment, Given, Given)]
    [InlineData("short", Given, Given)]
    [InlineData(null, Given, Given)]
    public void Read_KeyInTheEnvironment_IsTakenUnlessTheOptionIsThere(string? variable, string? option, string expected)
    {
        (StickyOptionSet set, ParseResult parsed) = Parse(variable, option is null ? ["--sticky"] : ["--sticky", "--sticky-key", option]);

        Assert.Null(set.Conflict(parsed));
        Assert.Equal(expected, Encoding.UTF8.GetString(set.Read(parsed)!.Key.Bytes.Span));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Read_NoKeyAnywhere_IsRandom(string? variable)
    {
        (StickyOptionSet set, ParseResult parsed) = Parse(variable, "--sticky");

        Assert.Null(set.Conflict(parsed));
        Assert.NotEqual(set.Read(parsed)!.Key.Bytes.ToArray(), set.Read(parsed)!.Key.Bytes.ToArray());
    }

    [Fact]
    public void Conflict_ShortKeyInTheEnvironment_NamesTheVariableAndDoesNotRepeatIt()
    {
        (StickyOptionSet set, ParseResult parsed) = Parse("short", "--sticky");

        Assert.Equal("LB_STICKY_KEY is too short. Give it 16 characters or more, hard to guess, and the same to every balancer.", set.Conflict(parsed));
    }

    [Fact]
    public void Conflict_NotSticky_TheEnvironmentDoesNotMatter()
    {
        (StickyOptionSet set, ParseResult parsed) = Parse("short");

        Assert.Null(set.Conflict(parsed));
        Assert.Null(set.Read(parsed));
    }

    private static (StickyOptionSet Set, ParseResult Parsed) Parse(string? variable, params string[] arguments)
    {
        var set = new StickyOptionSet(name => name == "LB_STICKY_KEY" ? variable : null);
        var command = new RootCommand();
        set.AddTo(command);
        ParseResult parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return (set, parsed);
    }
}
