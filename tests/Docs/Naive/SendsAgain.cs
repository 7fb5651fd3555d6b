namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 3, naive: whatever fails is done once more.</summary>
internal static class SendsAgain
{
    public static async Task<string> AskAsync(Func<Task<string>> ask)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (IOException) when (attempt < 3)
            {
                // Bad luck. Once more.
            }
        }
    }
}
