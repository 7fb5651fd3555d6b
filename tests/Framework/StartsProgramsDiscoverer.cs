using Xunit.Abstractions;
using Xunit.Sdk;

namespace LearnLoadBalancer.Tests.Framework;

/// <summary>Tells xunit which trait a <see cref="StartsProgramsAttribute"/> stands for.</summary>
public sealed class StartsProgramsDiscoverer : ITraitDiscoverer
{
    public const string Name = "Starts";
    public const string Value = "programs";

    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) => [new(Name, Value)];
}
