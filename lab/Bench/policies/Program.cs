using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using LearnLoadBalancer.Lab.Bench.Policies;
using Perfolizer.Horology;

// Short iterations are enough for something that takes nanoseconds: millions fit into each. And all in
// this process: a build for each of the cases would take longer than the measuring.
Job job = Job.Default
    .WithToolchain(InProcessEmitToolchain.Instance)
    .WithIterationTime(TimeInterval.FromMilliseconds(100))
    .WithWarmupCount(3)
    .WithIterationCount(10);
IConfig config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddLogger(ConsoleLogger.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .HideColumns("Job", "Toolchain", "IterationTime", "IterationCount", "WarmupCount", "Method")
    .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "learn-load-balancer-pick-bench"));
BenchmarkRunner.Run([typeof(PickBenchmark), typeof(ContendedPickBenchmark), typeof(PrepareBenchmark)], config, args);
