using LearnLoadBalancer.Http;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Forwarding;

/// <summary>Whether a request may be sent a second time, and to whom: the rule, without I/O.</summary>
/// <remarks>
/// A backend that could not be reached has had nothing, so another one may have the request. And a backend may
/// close an idle connection in the very moment in which we use it. From here that looks
/// like a backend that took the request and died over it. So only what is safe in both cases is sent again
/// (RFC 9110, section 9.2.2), once, on a new connection, where this race can't happen.
/// </remarks>
internal static class Retry
{
    /// <summary>What follows an attempt.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="method">What was asked.</param>
    /// <param name="bodyAtHand">We still have all of the request, body included.</param>
    /// <param name="dialled">How long backends were dialled for this request, in vain.</param>
    public static NextTry After(in ForwardResult result, RequestMethod method, bool bodyAtHand, TimeSpan dialled)
    {
        if (result.Succeeded)
        {
            return NextTry.None;
        }

        if (result.Stage == ForwardStage.Connect)
        {
            // Nothing was sent, so on to the next, until none is left: those that refuse do so at once. But nobody
            // waits longer for many backends than for one.
            return dialled < BackendConnector.DefaultLimit ? NextTry.AnotherBackend : NextTry.None;
        }

        // Not a byte of a response has come, the connection has ended, and it may have ended before we used it.
        return result.Stage == ForwardStage.Request
            && result.Cause is CauseCode.BackendClosed or CauseCode.BackendReset
            && IsSafe(result.MayBeStale, result.NothingSent, method, bodyAtHand)
            ? NextTry.SameBackend
            : NextTry.None;
    }

    /// <summary>The rule for a connection that failed before the first byte of a response.</summary>
    /// <param name="reused">It had carried another request: only then the race explains the failure.</param>
    /// <param name="nothingSent">Not a byte of the request has left us.</param>
    /// <param name="method">What was asked.</param>
    /// <param name="bodyAtHand">We still have all of the request, body included.</param>
    public static bool IsSafe(bool reused, bool nothingSent, RequestMethod method, bool bodyAtHand) =>
        reused && bodyAtHand && (nothingSent || IsIdempotent(method));

    /// <summary>True when doing it twice is the same as doing it once.</summary>
    public static bool IsIdempotent(RequestMethod method) =>
        method is RequestMethod.Get or RequestMethod.Head or RequestMethod.Options or RequestMethod.Trace or RequestMethod.Put or RequestMethod.Delete;
}
