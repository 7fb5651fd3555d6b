namespace LearnLoadBalancer.Lab.Race;

/// <summary>What requests cost: most the one, some the other. Both are alike where all cost the same.</summary>
/// <param name="Usual">What most take.</param>
/// <param name="Dear">What the others take.</param>
/// <param name="DearShare">How many are dear, 0 to 1.</param>
internal sealed record RequestCosts(TimeSpan Usual, TimeSpan Dear, double DearShare)
{
    /// <summary>All cost the same.</summary>
    public static RequestCosts Equal(TimeSpan cost) => new(cost, cost, 0);

    /// <summary>Draws one.</summary>
    public TimeSpan Draw(Random random) => random.NextDouble() < DearShare ? Dear : Usual;
}
