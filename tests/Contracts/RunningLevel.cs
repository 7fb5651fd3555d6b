using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>A level at work in this process, on a free port. At the end it must stop in order and owe no buffer.</summary>
internal sealed class RunningLevel : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _listener = ListeningSocket.Open(new ListenAddress("", 0));

    private RunningLevel(ILevel level, IReadOnlyList<Backend> backends, TimeProvider? time)
    {
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        Running = level.RunAsync(_listener, backends, Logger, time ?? TimeProvider.System, Buffers, _stop.Token);
    }

    /// <summary>The port that clients connect to.</summary>
    public int Port { get; }

    /// <summary>Ends when the level has stopped.</summary>
    public Task Running { get; }

    public CollectingLogger Logger { get; } = new();

    /// <summary>How many connections may have failed by a mistake of ours: none, but where a test makes one.</summary>
    public int ExpectedMistakes { get; set; }

    public CountingArrayPool Buffers { get; } = new();

    /// <summary>Starts the level in front of these backends, and takes its first checks off their hands.</summary>
    public static async Task<RunningLevel> StartAsync(ILevel level, TimeProvider? time, params ScriptedBackend[] backends)
    {
        while (true)
        {
            var running = new RunningLevel(level, [.. backends.Select(backend => backend.Address)], time);
            try
            {
                foreach (ScriptedBackend backend in backends)
                {
                    await backend.SkipAsync(level.ProbesAtStart);
                }

                if (level.ProbesAtStart == 0 || await running.AreAllHealthyAsync(backends.Length))
                {
                    return running;
                }
            }
            catch
            {
                await Record.ExceptionAsync(() => running.DisposeAsync().AsTask()); // What counts is why it did not start.
                throw;
            }

            await running.DisposeAsync(); // The machine was too busy for a dial in two seconds. Once more.
        }
    }

    /// <summary>Waits for the end of the first round.</summary>
    private async Task<bool> AreAllHealthyAsync(int backends)
    {
        await Eventually.TrueAsync(() => Logger.Lines.Count(line => line.Contains(" marked as ", StringComparison.Ordinal)) == backends, "the first round is over");
        return !Logger.Lines.Any(line => line.Contains(" marked as UNHEALTHY", StringComparison.Ordinal));
    }

    /// <summary>Starts the level in front of a backend that is not there.</summary>
    public static RunningLevel Start(ILevel level, Backend absent, TimeProvider? time = null) => new(level, [absent], time);

    /// <summary>A client of this level.</summary>
    public Task<Peer> ConnectAsync(int? kernelBuffer = null) => Peer.ConnectAsync(Port, kernelBuffer);

    /// <summary>Asks the level to stop, as Ctrl+C does.</summary>
    public Task StopAsync() => _stop.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Running.EndsAsync("the level");
        _stop.Dispose();
        _listener.Dispose();
        Assert.Empty(Buffers.Complaints);
        Assert.Equal(0, Buffers.Out);
        Assert.Equal(ExpectedMistakes, Logger.Lines.Count(line => line.Contains("failed unexpectedly", StringComparison.Ordinal)));
    }
}
