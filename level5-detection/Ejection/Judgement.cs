namespace LearnLoadBalancer.Level5.Ejection;

/// <summary>What an attempt says of its backend.</summary>
internal enum Judgement
{
    /// <summary>Nothing: it ended for another reason.</summary>
    None,

    /// <summary>It works.</summary>
    Good,

    /// <summary>It fails.</summary>
    Bad,
}
