using Xunit.Abstractions;
using Xunit.Sdk;

namespace LearnLoadBalancer.Tests.Framework;

/// <summary>Tells xunit which trait a <see cref="TakesLongAttribute"/> stands for.</summary>
public sealed class TakesLongDiscoverer : ITraitDiscoverer
{
    private const string Name = "Takes";

    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) => [new(Name, "long")];

    internal static bool IsOn(ITestCase one) => one.Traits.ContainsKey(Name);
}
