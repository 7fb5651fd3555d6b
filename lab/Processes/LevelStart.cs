using System.Net;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>Waits until a level that was started listens.</summary>
internal static class LevelStart
{
    private const string ListeningMark = "Load balancer listening on ";

    /// <summary>Waits for the line that tells where it listens.</summary>
    /// <param name="level">The level, told to listen on an IP address: <c>--listen 127.0.0.1:0</c>.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="limit">Only for one that hangs: the end of one that fails is noticed at once.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="StartupException">It ended, or said nothing of the kind. The message has its last line.</exception>
    public static async Task<IPEndPoint> WaitAsync(ChildProcess level, string name, TimeSpan limit, CancellationToken cancel)
    {
        try
        {
            OutputLine? line = await level
                .WaitForLineAsync(text => text.StartsWith(ListeningMark, StringComparison.Ordinal), cancel)
                .WaitAsync(limit, cancel);
            return line is not null
                ? IPEndPoint.Parse(line.Text.AsSpan(ListeningMark.Length))
                : throw new StartupException($"{name} does not start. {level.LastWord}");
        }
        catch (TimeoutException e)
        {
            throw new StartupException($"{name} runs, but does not listen after {limit.TotalSeconds:0} s. {level.LastWord}", e);
        }
    }
}
