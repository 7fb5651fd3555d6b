using Xunit.Abstractions;
using Xunit.Sdk;

namespace LearnLoadBalancer.Tests.Framework;

/// <summary>Tells xunit which trait a <see cref="StartsProgramsAttribute"/> stands for.</summary>
public sealed class StartsProgramsDiscoverer : ITraitDiscoverer
{
    private const string Name = "Starts";

    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) => [new(Name, "programs")];

    internal static bool IsOn(ITestCase one) => one.Traits.ContainsKey(Name);
}
