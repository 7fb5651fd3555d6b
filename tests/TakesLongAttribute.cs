using LearnLoadBalancer.Tests.Framework;
using Xunit.Sdk;

namespace LearnLoadBalancer.Tests;

/// <summary>
/// Marks a class of which a test takes more than ten seconds, nearly always with waiting for real time. It begins
/// before all others, so that they fill the time in which it waits.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
[TraitDiscoverer("LearnLoadBalancer.Tests.Framework." + nameof(TakesLongDiscoverer), "LearnLoadBalancer.Tests")]
public sealed class TakesLongAttribute : Attribute, ITraitAttribute;
