using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>Whether the program under test is still there, found out so that its end is blamed on the check in which it came.</summary>
internal sealed class ProgramEnd(Session session)
{
    /// <summary>What is expected of a program that has ended.</summary>
    public const string GoesOn = "the program to go on";

    /// <summary>
    /// Between the end of a program and its exit code there may be the last of its output, its child processes, and a
    /// wrapper (<c>npm start</c>) that takes its time.
    /// </summary>
    private static readonly TimeSpan ExitCodeLimit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>What came of the program, if it is known to have ended. Null: its exit code is not known.</summary>
    public string? Known => session.Target.ExitCode is { } code ? $"its end, with exit code {code}" : null;

    /// <summary>Looks, after something has gone wrong, whether it was because the program has ended.</summary>
    /// <remarks>
    /// The kernel closes a dead program's sockets before anybody knows its exit code. Until then its clients get
    /// "connection refused", as if the program were there and had done something wrong.
    /// </remarks>
    /// <returns>What came of the program. Null: somebody listens.</returns>
    public async Task<string?> FindAsync(CancellationToken cancel)
    {
        TimeSpan end = session.Timeline.Now + ExitCodeLimit;
        while (true)
        {
            if (Known is { } known)
            {
                return known;
            }

            if (session.Address is not { } address || !await HasGoneAsync(address, cancel))
            {
                return null;
            }

            if (!session.Target.IsStarted || session.Timeline.Now > end)
            {
                return $"nobody listens at {address} any more";
            }

            await Task.Delay(Pause, cancel);
        }
    }

    /// <summary>Why nothing can be told any more, once an end was blamed. Null: there is a program again, which someone else has started.</summary>
    public async Task<string?> ReasonAsync(CancellationToken cancel) =>
        session.Target.ExitCode is { } code ? $"The program has ended (exit code {code})."
        : await HasGoneAsync(session.Address!, cancel) ? $"Nobody listens at {session.Address} any more."
        : null;

    /// <summary>Who refuses is not there. Who can't be reached in another way has not shown that it is gone.</summary>
    private static async Task<bool> HasGoneAsync(IPEndPoint address, CancellationToken cancel) =>
        await ListenerSearch.DialAsync(address, cancel) == SocketError.ConnectionRefused;
}
