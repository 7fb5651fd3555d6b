using LearnLoadBalancer.Tests.Framework;
using Xunit.Sdk;

namespace LearnLoadBalancer.Tests;

/// <summary>
/// Marks a class whose tests start programs: levels, the lab, the zoo, node, curl, bash. It is the trait
/// <c>Starts=programs</c>, so <c>dotnet test --filter "Starts!=programs"</c> leaves them out.
/// </summary>
/// <remarks>
/// Programs cost most of a run's time, and where too many run at once, none gets on. So classes with this mark
/// take turns at the <see cref="ProgramGate"/>, and a class without it can't start a program at all.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
[TraitDiscoverer("LearnLoadBalancer.Tests.Framework." + nameof(StartsProgramsDiscoverer), "LearnLoadBalancer.Tests")]
public sealed class StartsProgramsAttribute : Attribute, ITraitAttribute;
