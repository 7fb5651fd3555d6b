namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 5, naive: the last result is the state.</summary>
internal sealed class FlippedAtOnce
{
    private bool _isUp = true;

    /// <returns>True when the state has changed.</returns>
    public bool Observe(bool success)
    {
        bool changed = success != _isUp;
        _isUp = success;
        return changed;
    }
}
