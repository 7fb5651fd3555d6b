namespace LearnLoadBalancer.Hashing;

/// <summary>A hash that is the same in every process and on every machine, so that several balancers agree.</summary>
/// <remarks>
/// <c>GetHashCode</c> would not do: .NET seeds it anew at every start. This is FNV-1a (Fowler, Noll, Vo),
/// quick for short keys, and the finishing step of SplitMix64 (Steele and others 2014), which
/// spreads what FNV leaves uneven. It keeps no secret: anybody who knows it can make keys that land on one backend.
/// </remarks>
internal static class StableHash
{
    private const ulong FnvStart = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>2^64 divided by the golden ratio: steps of it never come close to each other.</summary>
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Hashes bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong hash = FnvStart;
        foreach (byte one in bytes)
        {
            hash = (hash ^ one) * FnvPrime;
        }

        return Mix(hash);
    }

    /// <summary>The n-th hash that comes from one.</summary>
    public static ulong Nth(ulong hash, int n) => Mix(hash + ((ulong)n * Golden));

    /// <summary>Spreads: a change in any bit changes each bit of the result with a chance of one half.</summary>
    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
