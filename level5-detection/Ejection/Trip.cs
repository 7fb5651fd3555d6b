namespace LearnLoadBalancer.Level5.Ejection;

/// <summary>That a backend has failed too often.</summary>
/// <param name="Failures">So many failures. 0: it has not.</param>
/// <param name="Of">Of so many requests. 0: they came in a row.</param>
internal readonly record struct Trip(int Failures, int Of)
{
    /// <summary>Whether it has.</summary>
    public bool HasHappened => Failures > 0;

    /// <summary>For the log.</summary>
    public override string ToString() => Of == 0 ? $"{Failures} failures in a row" : $"{Failures} of {Of} requests failed";
}
