using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace LearnLoadBalancer.Tests.Framework;

/// <summary>Only there to choose the <see cref="GatedAssemblyRunner"/>.</summary>
internal sealed class GatedExecutor(AssemblyName name, ISourceInformationProvider sources, IMessageSink diagnostics)
    : XunitTestFrameworkExecutor(name, sources, diagnostics)
{
    protected override async void RunTestCases(
        IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
    {
        using var runner = new GatedAssemblyRunner(TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions);
        await runner.RunAsync();
    }
}
