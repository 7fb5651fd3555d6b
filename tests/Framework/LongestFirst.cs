using Xunit.Abstractions;

namespace LearnLoadBalancer.Tests.Framework;

/// <summary>Classes that start programs come first: they take longest, and the others fill the gaps.</summary>
/// <param name="inner">The order within the two groups.</param>
/// <param name="startPrograms">The collections of those classes.</param>
internal sealed class ProgramsFirst(ITestCollectionOrderer inner, HashSet<Guid> startPrograms) : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        inner.OrderTestCollections(testCollections).OrderByDescending(collection => startPrograms.Contains(collection.UniqueID));
}
