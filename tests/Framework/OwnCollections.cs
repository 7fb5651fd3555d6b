using Xunit.Abstractions;
using Xunit.Sdk;

namespace LearnLoadBalancer.Tests.Framework;

/// <summary>
/// Makes each method of a class that starts programs a collection of its own to xunit, so that they run beside each
/// other: each of them takes up to minutes, and most of that is waiting.
/// </summary>
internal static class OwnCollections
{
    private const string Fixture = "Xunit.IClassFixture";

    /// <summary>Gives each method of these its own, unless the class shares a fixture or asked for a collection.</summary>
    public static void Give(IEnumerable<IXunitTestCase> cases)
    {
        foreach (IGrouping<(string, string), IXunitTestCase> method in cases.Where(CanBeApart).GroupBy(one => (one.TestMethod.TestClass.Class.Name, one.TestMethod.Method.Name)))
        {
            ITestClass whole = method.First().TestMethod.TestClass;
            var own = new TestClass(new TestCollection(whole.TestCollection.TestAssembly, collectionDefinition: null, $"{method.Key}"), whole.Class);
            foreach (IXunitTestCase one in method)
            {
                ((TestMethod)one.TestMethod).TestClass = own;
            }
        }
    }

    private static bool CanBeApart(IXunitTestCase one) =>
        one.TestMethod.TestClass.TestCollection.CollectionDefinition is null
        && !one.TestMethod.TestClass.Class.Interfaces.Any(type => type.Name.StartsWith(Fixture, StringComparison.Ordinal));
}
