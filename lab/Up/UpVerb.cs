namespace LearnLoadBalancer.Lab.Up;

/// <summary>See <see cref="UpRequest"/>.</summary>
internal enum UpVerb
{
    Stop,
    Start,

    /// <summary>Stop what runs, start what does not.</summary>
    Toggle,
    Quit,
}
