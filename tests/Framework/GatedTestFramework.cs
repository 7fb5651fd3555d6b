using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("LearnLoadBalancer.Tests.Framework.GatedTestFramework", "LearnLoadBalancer.Tests")]

namespace LearnLoadBalancer.Tests.Framework;

/// <summary>xunit's own way to run tests, with the <see cref="ProgramGate"/> in front of classes that start programs.</summary>
public sealed class GatedTestFramework(IMessageSink diagnostics) : XunitTestFramework(diagnostics)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new GatedExecutor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);
}
