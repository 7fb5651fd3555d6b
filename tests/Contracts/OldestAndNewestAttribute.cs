namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>
/// A contract that costs too much to be run at every level: only the first and the last level of its kind run it.
/// The one has introduced all of it, the other has everything that could have broken it since.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OldestAndNewestAttribute : Attribute;
