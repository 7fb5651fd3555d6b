using Xunit.Abstractions;
using Xunit.Sdk;

namespace LearnLoadBalancer.Tests.Framework;

/// <summary>
/// Runs the test classes (each is a collection of its own to xunit): those that start programs through the
/// <see cref="ProgramGate"/>, the others a few at a time.
/// </summary>
/// <remarks>xunit's own limit is off (<c>maxParallelThreads</c> in xunit.runner.json): there, all would stand in one line.</remarks>
internal sealed class GatedAssemblyRunner(
    ITestAssembly assembly,
    IEnumerable<IXunitTestCase> cases,
    IMessageSink diagnostics,
    IMessageSink execution,
    ITestFrameworkExecutionOptions options) : XunitTestAssemblyRunner(assembly, cases, diagnostics, execution, options)
{
    /// <summary>For classes that start none. They wait now and then, for sockets; so more than there are processors.</summary>
    private readonly SemaphoreSlim _others = new(3 * Environment.ProcessorCount);

    protected override async Task AfterTestAssemblyStartingAsync()
    {
        await base.AfterTestAssemblyStartingAsync();
        OwnCollections.Give(TestCases.Where(StartsProgramsDiscoverer.IsOn));
        TestCollectionOrderer = new LongestFirst(
            TestCollectionOrderer, CollectionsOf(TakesLongDiscoverer.IsOn), CollectionsOf(StartsProgramsDiscoverer.IsOn));
    }

    protected override async Task<RunSummary> RunTestCollectionsAsync(IMessageBus messageBus, CancellationTokenSource cancellationTokenSource)
    {
        Task<RunSummary> run = base.RunTestCollectionsAsync(messageBus, cancellationTokenSource);
        await ProgramGate.OfThisRun.ListenWhileAsync(run, ProcessorLoad.OfThisMachine);
        return await run;
    }

    protected override async Task<RunSummary> RunTestCollectionAsync(
        IMessageBus messageBus, ITestCollection testCollection, IEnumerable<IXunitTestCase> testCases, CancellationTokenSource cancellationTokenSource)
    {
        if (testCases.Any(StartsProgramsDiscoverer.IsOn))
        {
            return await ProgramGate.OfThisRun.RunInsideAsync(RunAsync);
        }

        await _others.WaitAsync();
        try
        {
            return await RunAsync();
        }
        finally
        {
            _others.Release();
        }

        Task<RunSummary> RunAsync() => base.RunTestCollectionAsync(messageBus, testCollection, testCases, cancellationTokenSource);
    }

    public new void Dispose()
    {
        _others.Dispose();
        base.Dispose();
    }

    private HashSet<Guid> CollectionsOf(Func<ITestCase, bool> which) =>
        [.. TestCases.Where(which).Select(one => one.TestMethod.TestClass.TestCollection.UniqueID)];
}
