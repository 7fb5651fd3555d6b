using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level4;

/// <summary>Keys, and the backends that they go to.</summary>
internal static class Keys
{
    /// <summary>Enough that every backend has some.</summary>
    public const int Count = 60;

    /// <summary>Asks once for each key, on a connection of its own.</summary>
    public static async Task<int[]> AskAsync(CheckContext context, PolicyProgram program)
    {
        var homes = new int[Count];
        for (int key = 0; key < Count; key++)
        {
            homes[key] = (await program.AskAsync(context, $"X-Key: user-{key}\r\n")).Backend;
        }

        return homes;
    }
}
