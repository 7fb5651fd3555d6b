using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level4;

/// <summary>Keys, and the backends that they go to.</summary>
internal static class Keys
{
    /// <summary>Enough that every backend has some.</summary>
    public const int Count = 60;

    private const int Attempts = 12;

    /// <summary>The same in a shell.</summary>
    public static string Loop(PolicyProgram program) => ByHand.Loop(program.Client, 0, Count - 1, "-H \"X-Key: user-$i\" ");

    /// <summary>Asks once for each key, on a connection of its own.</summary>
    public static async Task<int[]> AskAsync(CheckContext context, PolicyProgram program)
    {
        var homes = new int[Count];
        for (int key = 0; key < Count; key++)
        {
            // Where keys go is asked here, and not whether a health check has just gone wrong: so more than once.
            string field = $"X-Key: user-{key}\r\n";
            for (int attempt = 1; homes[key] == 0 && attempt < Attempts; attempt++)
            {
                Exchange exchange = await program.Client.SendAsync(new RequestSpec { Fields = field }, context.Stop);
                if (exchange.IsGenuine)
                {
                    homes[key] = exchange.Backend;
                }
                else
                {
                    await Task.Delay(250, context.Stop);
                }
            }

            homes[key] = homes[key] > 0 ? homes[key] : (await program.AskAsync(context, field)).Backend;
        }

        return homes;
    }
}
