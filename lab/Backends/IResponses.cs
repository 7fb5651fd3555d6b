namespace LearnLoadBalancer.Lab.Backends;

/// <summary>Says what a built-in backend answers.</summary>
internal interface IResponses
{
    /// <summary>Chooses the response. The request waits for as long as that takes.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="bodyLength">How many bytes came with it.</param>
    /// <exception cref="OperationCanceledException">There will be none: the connection ends.</exception>
    ValueTask<Response> ToAsync(RequestHead request, long bodyLength);
}
