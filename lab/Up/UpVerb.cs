namespace LearnLoadBalancer.Lab.Up;

/// <summary>See <see cref="UpRequest"/>.</summary>
internal enum UpVerb
{
    Stop,
    Start,

    /// <summary>Stop what runs, start what does not.</summary>
    Toggle,

    /// <summary>Make it slow.</summary>
    Slow,

    /// <summary>Make it fail.</summary>
    Fail,

    /// <summary>Make it say nothing.</summary>
    Silence,

    /// <summary>Make it well.</summary>
    Heal,
    Quit,
}
