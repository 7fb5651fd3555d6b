using System.Diagnostics;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Zoo.Http;
using LearnLoadBalancer.Zoo.Policies;

namespace LearnLoadBalancer.Zoo.Detection;

/// <summary>
/// The healthy animal among those that find out who is well: like Level 5, in the fewest lines that do it right. Every
/// rule is a method of its own, and a fault overrides one of them.
/// </summary>
internal class DetectingBalancer(ZooSettings settings) : PolicyBalancer(settings)
{
    /// <summary>So many times larger are all weights while somebody gets warm: a weight of 1 has no tenth.</summary>
    private const int Scale = 16;

    private readonly Lock _lock = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Dictionary<Backend, Ejection> _ejections = settings.Backends.Distinct().ToDictionary(backend => backend, _ => new Ejection());

    /// <summary>What this animal is told of checks.</summary>
    protected virtual DetectionSettings Detection => Settings.Detection;

    /// <summary>Whether one more may be ejected: at most half are, but one always may be, and somebody has to be left.</summary>
    protected virtual bool MayBeEjected(int ejected, int left, int all) => left > 0 && ejected + 1 <= Math.Max(1, all / 2);

    /// <summary>Whether an ejection has lasted long enough.</summary>
    protected virtual bool IsOver(Ejection ejection) => _clock.Elapsed >= ejection.Until;

    /// <summary>Whether a request may find out if the backend works again.</summary>
    protected virtual bool MayProbe(Ejection ejection) => ejection.Probe is null;

    /// <summary>Whether a request without a response counts against its backend.</summary>
    protected virtual bool IsBackendsFault(bool clientHasLeft) => !clientHasLeft;

    /// <summary>Whether so few are usable that the ill are used as well.</summary>
    protected virtual bool IsPanic(int usable, int all) => 2 * usable < all;

    /// <summary>Whether one that is not usable is used in a panic.</summary>
    protected virtual bool IsRevived(bool isGone) => !isGone;

    /// <summary>How much of its weight a backend has that has been back for so long: a tenth at first, then more and more.</summary>
    protected virtual double ShareOf(TimeSpan back, TimeSpan slowStart) => Math.Clamp(back / slowStart, 0.1, 1);

    /// <summary>A check has a result. It says nothing of ejections.</summary>
    protected virtual void Hear(Backend backend, bool passed, bool isBack)
    {
        lock (_lock)
        {
            _ejections[backend].BackSince = isBack ? _clock.Elapsed : _ejections[backend].BackSince;
        }
    }

    /// <summary>If the backend is ejected, it is no longer.</summary>
    protected void Readmit(Backend backend)
    {
        lock (_lock)
        {
            if (_ejections[backend].IsOut)
            {
                _ejections[backend].End(_clock.Elapsed);
            }
        }
    }

    protected override Health CreateHealth(HealthSettings health) => new ApartHealth(health, Detection, Hear);

    protected override IReadOnlyList<Backend> Available(Health health)
    {
        IReadOnlyList<Backend> up = health.Available;
        Backend[] used = [.. up.Where(MayBeUsed)];
        return IsPanic(up.Count(backend => !_ejections[backend].IsOut), health.All.Count)
            ? [.. health.All.Where(backend => used.Contains(backend) || IsRevived(((ApartHealth)health).IsGone(backend)))]
            : used;
    }

    protected override Backend? PickFor(Request request, Health health)
    {
        lock (_lock)
        {
            Backend? backend = base.PickFor(request, health);
            if (backend is not null && _ejections[backend] is { IsOut: true } ejection && MayBeUsed(backend))
            {
                ejection.Probe = request;
            }

            return backend;
        }
    }

    protected override int WeightOf(Backend backend)
    {
        bool somebodyWarms = _ejections.Values.Any(ejection => ShareNow(ejection) < 1);
        return somebodyWarms ? Math.Max(1, (int)(base.WeightOf(backend) * Scale * ShareNow(_ejections[backend]))) : base.WeightOf(backend);
    }

    protected override Task<Head?> AfterHeadAsync(HttpConnection backend, Request request, Head response)
    {
        request.Status = response.Words[1];
        return base.AfterHeadAsync(backend, request, response);
    }

    protected override async Task<bool> ForwardToAsync(Backend? backend, HttpConnection client, Request request, CancellationToken abort)
    {
        bool clientHasLeft = true;
        try
        {
            bool goesOn = await base.ForwardToAsync(backend, client, request, abort);
            clientHasLeft = false; // It has taken the response, or our 502.
            return goesOn;
        }
        finally
        {
            if (backend is not null)
            {
                Judge(backend, request, request.Status is null ? (IsBackendsFault(clientHasLeft) ? true : null) : request.Status is "502" or "503" or "504");
            }
        }
    }

    private bool MayBeUsed(Backend backend) => _ejections[backend] is var ejection && (!ejection.IsOut || (IsOver(ejection) && MayProbe(ejection)));

    private double ShareNow(Ejection ejection) =>
        Detection.SlowStart is { } slowStart && ejection.BackSince is { } since ? ShareOf(_clock.Elapsed - since, slowStart) : 1;

    /// <summary>What came of a request. Null: that says nothing of the backend.</summary>
    private void Judge(Backend backend, Request request, bool? failure)
    {
        lock (_lock)
        {
            Ejection ejection = _ejections[backend];
            if (ejection.IsOut && !ReferenceEquals(ejection.Probe, request))
            {
                return; // Late news, of a request from before.
            }

            ejection.Probe = null;
            if (failure == true)
            {
                Fail(ejection);
            }
            else if (failure == false && ejection.IsOut)
            {
                ejection.End(_clock.Elapsed);
            }
            else if (failure == false)
            {
                ejection.Failures = 0;
            }
        }
    }

    private void Fail(Ejection ejection)
    {
        int ejected = _ejections.Values.Count(one => one.IsOut);
        ejection.Failures++;
        if (ejection.IsOut || (ejection.Failures >= Detection.EjectAfter && MayBeEjected(ejected, _ejections.Count - ejected - 1, _ejections.Count)))
        {
            ejection.Begin(_clock.Elapsed);
        }
    }
}
