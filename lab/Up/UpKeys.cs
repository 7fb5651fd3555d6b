namespace LearnLoadBalancer.Lab.Up;

/// <summary>Understands keys. <c>1</c> to <c>3</c> and <c>q</c> are a request; <c>s f i h</c> wait for a second key, which says with whom.</summary>
internal sealed class UpKeys
{
    /// <summary>What waits for its backend. Null: nothing.</summary>
    public UpVerb? Pending { get; private set; }

    /// <summary>A key was pressed.</summary>
    /// <returns>The request, or null as long as there is none.</returns>
    public UpRequest? Press(char key)
    {
        UpVerb verb = Pending ?? UpVerb.Toggle;
        Pending = char.ToLowerInvariant(key) switch
        {
            's' => UpVerb.Slow,
            'f' => UpVerb.Fail,
            'i' => UpVerb.Silence,
            'h' => UpVerb.Heal,
            _ => null,
        };
        return key switch
        {
            'q' or 'Q' => new UpRequest(UpVerb.Quit),
            >= '1' and <= '3' => new UpRequest(verb, key - '0'),
            _ => null,
        };
    }
}
