using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace LearnLoadBalancer.Sticky;

/// <summary>The secret with which the cookies of sticky sessions are made.</summary>
/// <remarks>
/// Random at the start, it is this process's own: after a restart every session may move once. Given, it
/// is the same for several balancers, and each understands the cookies of the others.
/// </remarks>
internal sealed class StickyKey
{
    /// <summary>A given key has at least so many characters: what can be guessed is no secret.</summary>
    public const int Shortest = 16;

    private StickyKey(byte[] bytes) => Bytes = bytes;

    /// <summary>The secret.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>A key that nobody knows.</summary>
    public static StickyKey CreateRandom() => new(RandomNumberGenerator.GetBytes(32));

    /// <summary>Takes a key that was given.</summary>
    /// <remarks>The complaint does not repeat it: it may end in a log.</remarks>
    /// <param name="text">What was given.</param>
    /// <param name="key">The key, or null when it won't do.</param>
    /// <param name="complaint">Then: what is wrong and the way out, in one line.</param>
    /// <param name="source">How it was given: an option, or a variable.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out StickyKey? key, [NotNullWhen(false)] out string? complaint, string source = "--sticky-key")
    {
        bool isLong = text.Length >= Shortest;
        key = isLong ? new StickyKey(Encoding.UTF8.GetBytes(text)) : null;
        complaint = isLong
            ? null
            : $"{source} is too short. Give it {Shortest} characters or more, hard to guess, and the same to every balancer.";
        return isLong;
    }
}
