namespace LearnLoadBalancer.Lab.Checking;

/// <summary>Ends a check that can't be judged.</summary>
/// <param name="reason">Why, as a sentence.</param>
internal sealed class CannotTellException(string reason) : Exception(reason);
