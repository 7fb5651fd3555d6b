using System.Reflection;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>Where things are: the lab runs out of its own build folder, inside the repository.</summary>
internal static class Repository
{
    private static readonly string? Found = FindRoot();

    /// <summary>Null, or why the lab can't run from where it is.</summary>
    public static string? Missing { get; } = Found is not null ? null :
        $"The lab runs only inside its repository, and {AppContext.BaseDirectory} is not in one. Start it with: dotnet run --project lab";

    /// <summary>The folder that holds the solution.</summary>
    public static string Root => Found ?? throw new DirectoryNotFoundException(Missing);

    /// <summary>The three backends: <c>server1.js</c> and so on.</summary>
    public static string NodeBackends => Path.Combine(Root, "backends-node");

    /// <summary>Debug or Release, as the lab itself was built: the levels are built along with it.</summary>
    public static string Configuration { get; } =
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration; // The build writes it there.

    private static string? FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LearnLoadBalancer.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
