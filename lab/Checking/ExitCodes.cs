namespace LearnLoadBalancer.Lab.Checking;

/// <summary>What <c>lab check</c> and <c>lab grade</c> return to the shell.</summary>
internal static class ExitCodes
{
    public const int AllPassed = 0;
    public const int SomeFailed = 1;
    public const int WrongUsage = 2;

    /// <summary>For example: the program never listened.</summary>
    public const int CouldNotTell = 3;
}
