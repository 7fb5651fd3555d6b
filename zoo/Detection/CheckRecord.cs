namespace LearnLoadBalancer.Zoo.Detection;

/// <summary>What the checks of one backend have said.</summary>
internal sealed class CheckRecord
{
    /// <summary>What is held to be true. Null: there was no check yet.</summary>
    public bool? IsUp { get; set; }

    /// <summary>How many results in a row say otherwise.</summary>
    public int Contradictions { get; set; }

    /// <summary>Whether the last check was refused: nobody could answer there.</summary>
    public bool IsGone { get; set; }
}
