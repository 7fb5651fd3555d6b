using System.Net.Sockets;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Level5.Ejection;

/// <summary>What an attempt says of its backend: the rule, without state.</summary>
internal static class AttemptJudge
{
    /// <summary>Judges an attempt.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="status">The status of the response, if there was one.</param>
    public static Judgement Of(in ForwardResult result, int status)
    {
        if (result.Succeeded)
        {
            // 502, 503 and 504: the backend, or what is behind it, can't. A 500 is its response to this request, and
            // would be to any other backend as well: whoever found such a request could eject them all, one by one.
            return status is >= 502 and <= 504 ? Judgement.Bad : Judgement.Good;
        }

        // A client may leave, stall, or send nonsense whenever it likes.
        return result.Side != Side.Backend || MayHaveBeenStale(result) || IsOurs(result.Error) ? Judgement.None : Judgement.Bad;
    }

    /// <summary>In words: the status, or the cause as the log has it.</summary>
    public static string Describe(in ForwardResult result, int status) => result.Succeeded ? $"status {status}" : Causes.Of(result.Cause).Name;

    /// <summary>An idle connection that was closed in the moment in which it was used again. That is nobody's fault.</summary>
    private static bool MayHaveBeenStale(in ForwardResult result) =>
        result is { MayBeStale: true, Stage: ForwardStage.Request, Cause: CauseCode.BackendClosed or CauseCode.BackendReset };

    /// <summary>We have no descriptor, no port or no memory left for a connection. That would be so with every backend.</summary>
    private static bool IsOurs(SocketError error) =>
        error is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.AddressNotAvailable;
}
