using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LearnLoadBalancer.Lab.Up;

namespace LearnLoadBalancer.Tests.Lab.Up;

/// <summary>Remembers what is shown, and asks for nothing.</summary>
/// <param name="onSay">Is called for each thing that is said.</param>
internal sealed class RecordingView(Action<string> onSay) : IUpView
{
    private readonly TaskCompletionSource<UpStatus> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<UpStatus> Ready => _ready.Task;

    public ConcurrentQueue<string> Said { get; } = new();

    public ConcurrentQueue<UpStatus> Changes { get; } = new();

    public void Log(string source, string line)
    {
        // The programs' own lines are not looked at.
    }

    public void Say(string text)
    {
        Said.Enqueue(text);
        onSay(text);
    }

    public void ShowReady(UpStatus status) => _ready.SetResult(status);

    public void ShowChange(UpStatus status) => Changes.Enqueue(status);

    public async IAsyncEnumerable<UpRequest> ReadRequestsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.Delay(Timeout.Infinite, cancel);
        yield break;
    }

    public void End()
    {
        // Nothing to show.
    }
}
