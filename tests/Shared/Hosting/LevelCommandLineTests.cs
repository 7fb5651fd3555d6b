using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Hosting;

/// <summary>The console belongs to the whole process, so nothing may run beside these tests.</summary>
[Collection(Alone.Name)]
public sealed class LevelCommandLineTests
{
    [Fact]
    public async Task InvokeAsync_NoArguments_GivesTheCoursesDefaults()
    {
        (int code, ServerOptions? options, string error, _) = await InvokeAsync();

        Assert.Equal(0, code);
        Assert.Equal("", error);
        Assert.Equal(ListenAddress.Default, options!.Listen);
        Assert.Equal("localhost:9001 localhost:9002 localhost:9003", string.Join(' ', options.Backends));
    }

    [Fact]
    public async Task InvokeAsync_AllOptions_ReplacesTheDefaultsAndKeepsTheOrder()
    {
        (int code, ServerOptions? options, _, _) =
            await InvokeAsync("--backend", "b:2", "--listen", "127.0.0.1:0", "--backend", "[::1]:1", "--backend=c:3");

        Assert.Equal(0, code);
        Assert.Equal(new ListenAddress("127.0.0.1", 0), options!.Listen);
        Assert.Equal([new Backend("b", 2), new Backend("::1", 1), new Backend("c", 3)], options.Backends);
    }

    [Fact]
    public async Task InvokeAsync_Help_ExplainsAndRunsNothing()
    {
        (int code, ServerOptions? options, string error, string output) = await InvokeAsync("--help");

        Assert.Equal(0, code);
        Assert.Null(options);
        Assert.Equal("", error);
        Assert.Contains("A test.", output, StringComparison.Ordinal);
        Assert.Contains("--listen", output, StringComparison.Ordinal);
        Assert.Contains("--backend", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown option '--port'. Run with --help to see what there is.", "--port", "80")]
    [InlineData("Unknown option 'serve'. Run with --help to see what there is.", "serve")]
    [InlineData("--listen ':99999' is not an address. Write it as [host]:port with a port from 0 to 65535, for example --listen :8091.", "--listen", ":99999")]
    [InlineData("--listen '8090' is not an address. Write it as [host]:port with a port from 0 to 65535, for example --listen :8091.", "--listen", "8090")]
    [InlineData("--backend 'x' is not a server. Write it as host:port with a port from 1 to 65535, for example --backend localhost:9001.", "--backend", "x")]
    [InlineData("--backend 'b:0' is not a server. Write it as host:port with a port from 1 to 65535, for example --backend localhost:9001.", "--backend", "a:1", "--backend", "b:0")]
    public async Task InvokeAsync_WrongUsage_SaysInOneLineWhatAndHowToMendIt(string complaint, params string[] args)
    {
        (int code, ServerOptions? options, string error, string output) = await InvokeAsync(args);

        Assert.Equal(2, code);
        Assert.Null(options);
        Assert.Equal(complaint + Environment.NewLine, error);
        Assert.Equal("", output);
    }

    [Theory]
    [InlineData("--listen")]
    [InlineData("--backend")]
    [InlineData("--listen", ":1", "--listen", ":2")]
    public async Task InvokeAsync_OptionWithoutOrWithTooManyValues_IsWrongUsageInOneLine(params string[] args)
    {
        (int code, ServerOptions? options, string error, _) = await InvokeAsync(args);

        Assert.Equal(2, code);
        Assert.Null(options);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(args[0], error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, ServerOptions? Options, string Error, string Output)> InvokeAsync(params string[] args)
    {
        TextWriter errorBefore = Console.Error;
        TextWriter outputBefore = Console.Out;
        using var error = new StringWriter();
        using var output = new StringWriter();
        Console.SetError(error);
        Console.SetOut(output);
        try
        {
            ServerOptions? options = null;
            int code = await LevelCommandLine.InvokeAsync("A test.", args, given =>
            {
                options = given;
                return Task.FromResult(0);
            });
            return (code, options, error.ToString(), output.ToString());
        }
        finally
        {
            Console.SetError(errorBefore);
            Console.SetOut(outputBefore);
        }
    }
}
