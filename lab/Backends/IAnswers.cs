namespace LearnLoadBalancer.Lab.Backends;

/// <summary>Says what a built-in backend answers.</summary>
internal interface IAnswers
{
    /// <summary>Chooses the answer. The request waits for as long as that takes.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="bodyLength">How many bytes came with it.</param>
    /// <exception cref="OperationCanceledException">There will be none: the connection ends.</exception>
    ValueTask<Answer> ToAsync(RequestHead request, long bodyLength);
}
