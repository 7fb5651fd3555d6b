namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 2, naive: a new round begins although the last one still goes on.</summary>
internal sealed class PilingTimer(Func<Task> checkAll, TimeSpan interval, TimeProvider time) : IDisposable
{
    private readonly ITimer _timer = time.CreateTimer(_ => _ = checkAll(), null, interval, interval);

    public void Dispose() => _timer.Dispose();
}
