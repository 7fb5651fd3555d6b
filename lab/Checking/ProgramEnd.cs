using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Checks;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>Whether the program under test is still there, found out so that its end is blamed on the check in which it came.</summary>
internal sealed class ProgramEnd(Session session)
{
    /// <summary>What is expected of a program that has ended.</summary>
    public const string GoesOn = "the program to go on";

    /// <summary>What to say of it, whatever the check was about.</summary>
    public static readonly Advice Advice = new(
        "The whole program has ended, and all its clients have lost their connections. One connection's trouble must end with that connection. "
        + "What printed it? A socket's 'error' event that nobody listens to (Node.js: on('error', …) for both sockets), an exception that "
        + "leaves a thread or a task, a panic in a goroutine: catch it where one client is served. The first lines of the "
        + "message say what it was, and the first line with a file of yours says where.",
        Chapters.Level1("one-connections-trouble"));

    /// <summary>
    /// Between the end of a program and its exit code there may be the last of its output, its child processes, and a
    /// wrapper (<c>npm start</c>) that takes its time.
    /// </summary>
    private static readonly TimeSpan ExitCodeLimit = TimeSpan.FromSeconds(5);

    /// <summary>Who lives answers at once, mostly; who is dead stops to listen long before that. So whoever holds a connection for so long lives.</summary>
    private static readonly TimeSpan LifeLimit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>What came of the program, if it is known to have ended. Null: its exit code is not known.</summary>
    public string? Known => session.Target.ExitCode is { } code ? $"its end, with exit code {code}" : null;

    /// <summary>What a program that has ended printed during the check: its first words say what happened, and scroll out of the last ones.</summary>
    /// <param name="happened">The check's time line.</param>
    /// <param name="last">The last lines, for one that has printed nothing during the check.</param>
    public static IReadOnlyList<string> LinesOf(IReadOnlyList<TimelineEvent> happened, IReadOnlyList<string> last)
    {
        string[] printed = [.. happened.Where(one => one.Lane == Lane.Program && one.Kind == EventKind.Output).Select(one => one.Text)];

        // Of one that has printed too much only the beginning is on the time line, so its last words are missing there.
        return printed.Length == 0 || last.Count == 0 ? last : printed.Contains(OutputRecorder.Silence) ? [.. printed, .. last] : printed;
    }

    /// <summary>Looks, after something has gone wrong, whether it was because the program has ended.</summary>
    /// <remarks>
    /// The kernel closes a dead program's sockets before anybody knows its exit code. Until then its clients get
    /// "connection refused", as if the program were there and had done something wrong.
    /// </remarks>
    /// <returns>What came of the program. Null: somebody listens.</returns>
    public async Task<string?> FindAsync(CancellationToken cancel)
    {
        TimeSpan began = session.Timeline.Now;
        while (true)
        {
            if (Known is { } known)
            {
                return known;
            }

            TimeSpan looked = session.Timeline.Now - began; // When it was asked: what then takes long may be this machine.
            bool? isThere = session.Address is { } address ? await IsThereAsync(address, cancel) : true;
            if (isThere is true || (isThere is null && looked > LifeLimit))
            {
                return Known;
            }

            if (isThere is false && (!session.Target.IsStarted || looked > ExitCodeLimit))
            {
                return $"nobody listens at {session.Address} any more";
            }

            await Task.Delay(Pause, cancel);
        }
    }

    /// <summary>Why nothing can be told any more, once an end was blamed. Null: there is a program again, which someone else has started.</summary>
    public async Task<string?> ReasonAsync(CancellationToken cancel) =>
        session.Target.ExitCode is { } code ? $"The program has ended (exit code {code})."
        : await ListenerSearch.DialAsync(session.Address!, cancel) == SocketError.ConnectionRefused ? $"Nobody listens at {session.Address} any more."
        : null;

    /// <summary>Whether somebody lives there. A port that takes a connection is not enough.</summary>
    /// <remarks>
    /// Linux closes the sockets of a dead program from the last to the first, so its connections end before
    /// it stops to listen. In between, and on a busy machine that may take its time, the kernel accepts for the dead.
    /// </remarks>
    /// <returns>False: it refuses. Null: the connection ended without a word, of a dead program or of a rude one.</returns>
    private static async Task<bool?> IsThereAsync(IPEndPoint address, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(LifeLimit);
        try
        {
            using ClientConnection connection = await ClientConnection.OpenAsync(address, limit.Token);
            await connection.SendAsync($"GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n", limit.Token);
            return await connection.Reader.ReadSomeAsync(limit.Token) is null ? null : true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused ? false : null;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return true; // It holds a connection, or can't be dialled: it has not shown that it is gone.
        }
    }
}
