namespace LearnLoadBalancer.Lab.Up;

/// <summary>Where <c>lab up</c> shows what happens, and from where it is told what to do. Safe to be used by several threads.</summary>
internal interface IUpView
{
    /// <summary>A line that one of the programs printed.</summary>
    void Log(string source, string line);

    /// <summary>Something that the lab itself has to say, one line or more.</summary>
    void Say(string text);

    /// <summary>Everything runs: says what to try next, and shows who runs from now on.</summary>
    void ShowReady(UpStatus status);

    /// <summary>Somebody was started or stopped, or died.</summary>
    void ShowChange(UpStatus status);

    /// <summary>What the user wants, as it comes.</summary>
    IAsyncEnumerable<UpRequest> ReadRequestsAsync(CancellationToken cancel);

    /// <summary>Everything is stopped.</summary>
    void End();
}
