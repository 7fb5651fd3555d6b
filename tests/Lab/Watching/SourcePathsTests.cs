using LearnLoadBalancer.Lab.Watching;

namespace LearnLoadBalancer.Tests.Lab.Watching;

public sealed class SourcePathsTests
{
    [Theory]
    [InlineData("LoadBalancer.cs")]
    [InlineData("src/main.go")]
    [InlineData("lb.py")]
    [InlineData("target.rs")]
    [InlineData("Makefile")]
    [InlineData("backends.json")]
    public void MayBeSource_WhatAPersonTypes_IsOne(string path) => Assert.True(SourcePaths.MayBeSource(path));

    [Theory]
    [InlineData("access.log")]
    [InlineData("logs/today.LOG")]
    [InlineData("target/debug/lb")]
    [InlineData("build/main")]
    [InlineData("obj/Debug/x.cs")]
    [InlineData("__pycache__/lb.py")]
    [InlineData("LoadBalancer.class")]
    [InlineData("lb.pid")]
    [InlineData(".git/index")]
    [InlineData("lb.py~")]
    [InlineData(".lb.py.swp")]
    public void MayBeSource_WhatAProgramOrABuildWrites_IsNone(string path) => Assert.False(SourcePaths.MayBeSource(path));
}
