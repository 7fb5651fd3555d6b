using LearnLoadBalancer.Lab.Checking.Recording;

namespace LearnLoadBalancer.Lab.Checks.Level5;

/// <summary>A health check that waits for its response.</summary>
internal sealed class HeldCheck(Timeline timeline)
{
    /// <summary>A program gives up on a check after 2 seconds. What was held for longer may not have been heard.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly TimeSpan _came = timeline.Now;
    private readonly TaskCompletionSource<string> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the program certainly still waits for it.</summary>
    public bool IsFresh => timeline.Now - _came < Patience;

    /// <summary>The status that it hears.</summary>
    public Task<string> Response => _response.Task;

    /// <summary>Lets it hear this.</summary>
    public void Respond(string status) => _response.TrySetResult(status);
}
