using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Zoo.Http;

namespace LearnLoadBalancer.Zoo.Policies;

/// <summary>
/// The healthy animal among those with policies: like Level 4, in the fewest lines that do it right. Every
/// step is a method of its own, and a fault overrides one of them.
/// </summary>
internal class PolicyBalancer(ZooSettings settings) : HttpBalancer(settings)
{
    private const string Cookie = "zoo-session";

    private readonly Lock _lock = new();
    private readonly Dictionary<Backend, int> _inFlight = settings.Backends.Distinct().ToDictionary(backend => backend, _ => 0);
    private int _turn;

    /// <summary>How much a backend counts.</summary>
    protected virtual int WeightOf(Backend backend) => Settings.Policies.Weights[Settings.Backends.ToList().IndexOf(backend)];

    /// <summary>What a cookie says that stands for a backend.</summary>
    protected virtual string CookieFor(Backend backend) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"zoo {backend}"))[..8]);

    /// <summary>The owner of a key: whoever gets the highest number when hashed together with it. So when one leaves, only its keys move.</summary>
    protected virtual Backend OwnerOf(string key, IReadOnlyList<Backend> available) => available.MaxBy(backend => Hash($"{key} {backend}"))!;

    /// <summary>Places of two backends, if there are two: the second is not the first.</summary>
    protected virtual (int First, int Second) DrawTwo(int count)
    {
        int first = Random.Shared.Next(count);
        return (first, (first + 1 + Random.Shared.Next(Math.Max(1, count - 1))) % count);
    }

    /// <summary>One of those that have the same count.</summary>
    protected virtual Backend OneOf(Backend[] equals) => equals[Random.Shared.Next(equals.Length)];

    /// <summary>Who can be chosen.</summary>
    protected virtual IReadOnlyList<Backend> Available(Health health) => health.Available;

    /// <summary>Runs a request that is counted, and counts it no longer when it is over, however it ends.</summary>
    protected virtual async Task<bool> RunCountedAsync(Backend backend, Func<Task<bool>> request)
    {
        try
        {
            return await request();
        }
        finally
        {
            Release(backend);
        }
    }

    protected void Count(Backend backend)
    {
        lock (_lock)
        {
            _inFlight[backend]++;
        }
    }

    protected void Release(Backend backend)
    {
        lock (_lock)
        {
            _inFlight[backend]--;
        }
    }

    protected static ulong Hash(string text) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    protected override ValueTask<Backend?> PickForAsync(HttpConnection client, Request request, Health health) => new(PickFor(request, health));

    /// <summary>Picks, and counts the request from now on.</summary>
    protected virtual Backend? PickFor(Request request, Health health)
    {
        IReadOnlyList<Backend> available = Available(health);
        lock (_lock)
        {
            Backend? backend = available.Count == 0 ? null : HomeOf(request, available) ?? Choose(request, available);
            if (backend is not null)
            {
                _inFlight[backend]++;
            }

            return backend;
        }
    }

    protected override Task<bool> ForwardToAsync(Backend? backend, HttpConnection client, Request request, CancellationToken abort) => backend is null
        ? base.ForwardToAsync(null, client, request, abort)
        : RunCountedAsync(backend, () => base.ForwardToAsync(backend, client, request, abort));

    protected override void PrepareResponse(Head response, Request request, Backend backend)
    {
        if (Settings.Policies.Sticky && HomeOf(request, [backend]) is null)
        {
            response.Add("Set-Cookie", $"{Cookie}={CookieFor(backend)}; Path=/; HttpOnly; SameSite=Lax");
        }
    }

    /// <summary>The backend that a cookie of the request stands for.</summary>
    protected virtual Backend? HomeOf(Request request, IReadOnlyList<Backend> available)
    {
        string[] cookies = [.. request.Head.Values("Cookie").SelectMany(value => value.Split(';', StringSplitOptions.TrimEntries))];
        return Settings.Policies.Sticky ? available.FirstOrDefault(backend => cookies.Contains($"{Cookie}={CookieFor(backend)}")) : null;
    }

    private Backend Choose(Request request, IReadOnlyList<Backend> available)
    {
        switch (Settings.Policies.Policy)
        {
            case "least-requests":
                int least = available.Min(backend => _inFlight[backend]);
                Backend[] equals = [.. available.Where(backend => _inFlight[backend] == least)];
                return OneOf(equals);
            case "power-of-two":
                (int first, int second) = DrawTwo(available.Count);
                return available[_inFlight[available[second]] < _inFlight[available[first]] ? second : first];
            case "ring-hash":
                return OwnerOf(request.Head.Values(Settings.Policies.HashHeader).FirstOrDefault() ?? "", available);
            default:
                Backend[] turns = [.. available.SelectMany(backend => Enumerable.Repeat(backend, WeightOf(backend)))];
                return turns[_turn++ % turns.Length];
        }
    }
}
