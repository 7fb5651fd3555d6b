using LearnLoadBalancer.Hosting;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary>How a command says that it can't do what it was asked for: one line, and exit code 2.</summary>
internal static class CommandFailure
{
    /// <summary>Wrong usage: the command line asks for something that is not there.</summary>
    public const int WrongUsage = 2;

    public static int Print(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (StartupException e)
        {
            Console.Error.WriteLine(e.Message);
            return WrongUsage;
        }
    }
}
