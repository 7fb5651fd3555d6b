using LearnLoadBalancer.Lab.Bench.Backends;
using LearnLoadBalancer.Lab.Bench.Proxies;

namespace LearnLoadBalancer.Tests.Lab.Bench;

public class ConfigurationTests
{
    private static readonly ProxyPlan Plan = new(7000, [7001, 7002, 7003], "/some/folder");

    [Fact]
    public void NginxProxy_Configuration_HasPortsBackendsAndOneWorker()
    {
        string text = NginxProxyConfig.Write(Plan, "user root root;");

        Assert.StartsWith("user root root;", text, StringComparison.Ordinal);
        Assert.Contains("worker_processes 1;", text, StringComparison.Ordinal);
        Assert.Contains("listen 127.0.0.1:7000 ", text, StringComparison.Ordinal);
        Assert.All(Plan.BackendPorts, port => Assert.Contains($"server 127.0.0.1:{port};", text, StringComparison.Ordinal));
        AssertWritesOnlyBelow(Plan.Folder, text);
        AssertBalanced(text);
    }

    [Fact]
    public void NginxBackends_Configuration_ResponseOnEveryPort()
    {
        string text = NginxBackendConfig.Write("/some/folder", [7001, 7002], user: "");

        Assert.Contains("listen 127.0.0.1:7001 ", text, StringComparison.Ordinal);
        Assert.Contains("listen 127.0.0.1:7002 ", text, StringComparison.Ordinal);
        Assert.Contains("return 200 \"Response from Backend Server 1\\n\";", text, StringComparison.Ordinal);
        AssertWritesOnlyBelow("/some/folder", text);
        AssertBalanced(text);
    }

    [Theory]
    [InlineData("http", true)]
    [InlineData("tcp", false)]
    public void Haproxy_Configuration_HasModePortsAndOneThread(string mode, bool reuses)
    {
        string text = HaproxyConfig.Write(Plan, mode);

        Assert.Contains("nbthread 1", text, StringComparison.Ordinal);
        Assert.Contains($"mode {mode}", text, StringComparison.Ordinal);
        Assert.Contains("bind 127.0.0.1:7000 ", text, StringComparison.Ordinal);
        Assert.Equal(reuses, text.Contains("http-reuse", StringComparison.Ordinal));
        Assert.Contains("server s1 127.0.0.1:7001", text, StringComparison.Ordinal);
        Assert.Contains("server s3 127.0.0.1:7003", text, StringComparison.Ordinal);
    }

    private static void AssertWritesOnlyBelow(string folder, string text) =>
        Assert.All(
            text.Split('\n').Where(line => line.Contains("_path ", StringComparison.Ordinal) || line.Contains("_log /", StringComparison.Ordinal) || line.StartsWith("pid", StringComparison.Ordinal)),
            line => Assert.Contains($" {folder}/", line, StringComparison.Ordinal));

    private static void AssertBalanced(string text) => Assert.Equal(text.Count(c => c == '{'), text.Count(c => c == '}'));
}
