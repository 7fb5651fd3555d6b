using Xunit.Abstractions;

namespace LearnLoadBalancer.Tests.Framework;

/// <summary>
/// Classes that say they take long come first, then others that start programs: what takes longest must not
/// begin last, when nothing is left to run beside it.
/// </summary>
/// <param name="inner">The order within the groups.</param>
/// <param name="takeLong">The collections of the first group.</param>
/// <param name="startPrograms">Those of the second.</param>
internal sealed class LongestFirst(ITestCollectionOrderer inner, HashSet<Guid> takeLong, HashSet<Guid> startPrograms) : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        inner.OrderTestCollections(testCollections)
            .OrderByDescending(collection => takeLong.Contains(collection.UniqueID))
            .ThenByDescending(collection => startPrograms.Contains(collection.UniqueID));
}
