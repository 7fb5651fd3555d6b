namespace LearnLoadBalancer.Lab.Checking.Recording;

/// <summary>One thing that happened.</summary>
/// <param name="At">When, from the start of the run.</param>
/// <param name="Lane">To whom.</param>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Text">In words.</param>
internal sealed record TimelineEvent(TimeSpan At, Lane Lane, EventKind Kind, string Text);
