namespace LearnLoadBalancer.Lab.Checking;

/// <summary>One thing that a load balancer must do, and how to find out whether it does.</summary>
/// <remarks>
/// A check is one class in a file of its own, in the folder of its level. It is found by being there:
/// there is no list to add it to. Its steps are what <see cref="RunAsync"/> tells with
/// <see cref="CheckContext.Step"/> as it goes, with the values of this run; a failure shows them.
/// </remarks>
internal abstract class Check
{
    /// <summary>A short name that stays: it stands in reports and in <c>--only</c>.</summary>
    public abstract string Id { get; }

    /// <summary>The level that promises this.</summary>
    public abstract int Level { get; }

    /// <summary>Its place among the checks of its level. Leave gaps.</summary>
    public abstract int Order { get; }

    /// <summary>What must hold, as a sentence without a full stop.</summary>
    public abstract string Title { get; }

    /// <summary>The likely causes of a failure, for somebody who sees it for the first time.</summary>
    public abstract string Hint { get; }

    /// <summary>The section of the course that explains it.</summary>
    public abstract string Chapter { get; }

    /// <summary>
    /// Checks that must have passed before: without them this one could only say the same again, in
    /// less plain words.
    /// </summary>
    public virtual IReadOnlyList<string> Needs => ["responds"];

    /// <summary>True when it starts with every backend up and in rotation. False: it arranges that itself.</summary>
    public virtual bool NeedsAllBackends => true;

    /// <summary>True for the one that fails when backends do not come back into rotation, in whichever check that was noticed.</summary>
    public virtual bool JudgesReturn => false;

    /// <summary>True for one that tells the program to stop. The next check starts it again.</summary>
    public virtual bool EndsProgram => false;

    /// <summary>How often it starts the program anew. Each start may take as long as the first (<c>--start-limit</c>).</summary>
    public virtual int Starts => 0;

    /// <summary>How long it may take in all, its starts left out. Reaching the limit is a failure: something hung.</summary>
    /// <param name="grace">How long the program has to notice that a backend died or came back.</param>
    public virtual TimeSpan Limit(TimeSpan grace) => TimeSpan.FromSeconds(30);

    /// <summary>Finds out. Returns when all is well; throws <see cref="CheckFailedException"/> or <see cref="CannotTellException"/>.</summary>
    public abstract Task RunAsync(CheckContext context);
}
