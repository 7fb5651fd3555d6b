using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Tests.Architecture;

/// <summary>
/// The one rule of visibility in shared: what Levels 1 and 2 stand on is public, so that anybody's program may be
/// built with it, as the zoo's are; what later levels need is internal, and free to change with them.
/// </summary>
public sealed partial class VisibilityTests
{
    private static readonly string[] Users = ["level1-basic", "level2-health", "zoo"];

    [Fact]
    public void PublicTypes_OfShared_AreWhatLevels1And2OrTheZooAreMadeOf()
    {
        HashSet<string> words = [.. Users
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Word().Matches(File.ReadAllText(file)).Select(match => match.Value))];
        Type[] types = typeof(Backend).Assembly.GetExportedTypes();
        HashSet<Type> needed = [.. types.Where(type => words.Contains(type.Name) || ExtensionsOf(type).Any(words.Contains))];

        // And what those show of others: in what they inherit, take and return.
        while (types.FirstOrDefault(type => !needed.Contains(type) && needed.Any(user => Shows(user, type))) is { } shown)
        {
            needed.Add(shown);
        }

        Assert.Equal([], types.Except(needed).Select(type => $"{type.FullName} is public, and nobody outside needs it: make it internal."));
    }

    private static bool Shows(Type user, Type type) =>
        user.GetInterfaces().Contains(type)
        || user.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            .Any(member => Word().Matches(member.ToString()!).Any(word => word.Value == type.Name));

    /// <summary>An extension method is called without its type's name.</summary>
    private static IEnumerable<string> ExtensionsOf(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.IsDefined(typeof(ExtensionAttribute))).Select(method => method.Name);

    [GeneratedRegex(@"\b[A-Za-z_]\w*")]
    private static partial Regex Word();
}
