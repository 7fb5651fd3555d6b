using Xunit.Abstractions;
using Xunit.Sdk;

namespace LearnLoadBalancer.Tests.Framework;

/// <summary>Runs the test classes (each is a collection of its own to xunit), those that start programs through the <see cref="ProgramGate"/>.</summary>
internal sealed class GatedAssemblyRunner(
    ITestAssembly assembly,
    IEnumerable<IXunitTestCase> cases,
    IMessageSink diagnostics,
    IMessageSink execution,
    ITestFrameworkExecutionOptions options) : XunitTestAssemblyRunner(assembly, cases, diagnostics, execution, options)
{
    protected override async Task AfterTestAssemblyStartingAsync()
    {
        await base.AfterTestAssemblyStartingAsync();
        TestCollectionOrderer = new ProgramsFirst(TestCollectionOrderer, [.. TestCases.Where(StartsPrograms).Select(one => one.TestMethod.TestClass.TestCollection.UniqueID)]);
    }

    protected override Task<RunSummary> RunTestCollectionAsync(
        IMessageBus messageBus, ITestCollection testCollection, IEnumerable<IXunitTestCase> testCases, CancellationTokenSource cancellationTokenSource)
    {
        Task<RunSummary> RunAsync() => base.RunTestCollectionAsync(messageBus, testCollection, testCases, cancellationTokenSource);
        return testCases.Any(StartsPrograms) ? ProgramGate.OfThisRun.RunInsideAsync(RunAsync) : RunAsync();
    }

    private static bool StartsPrograms(IXunitTestCase one) =>
        one.Traits.TryGetValue(StartsProgramsDiscoverer.Name, out List<string>? values) && values.Contains(StartsProgramsDiscoverer.Value);
}
