using LearnLoadBalancer.Lab.Ports;

namespace LearnLoadBalancer.Tests.Lab.Ports;

/// <summary>What the systems print, read without the systems.</summary>
public sealed class PortTablesTests
{
    private const string Netstat = """

        Active Connections

          Proto  Local Address          Foreign Address        State           PID
          TCP    127.0.0.1:19001        0.0.0.0:0              LISTENING       11
          TCP    127.0.0.1:9001         127.0.0.1:50000        ESTABLISHED     22
          TCP    0.0.0.0:9001           0.0.0.0:0              ABHÖREN         4711
          TCP    [::]:8090              [::]:0                 LISTENING       33

        """;

    [Theory]
    [InlineData(9001, 4711)]
    [InlineData(8090, 33)]
    [InlineData(50000, null)]
    [InlineData(1, null)]
    public void FromNetstat_Port_GivesTheListener(int port, int? process) =>
        Assert.Equal(process, ListenerTable.FromNetstat(Netstat, port));

    [Theory]
    [InlineData("p4711\nf23\nf24\n", 4711)]
    [InlineData("", null)]
    public void FromLsof_Output_GivesTheProcess(string output, int? process) =>
        Assert.Equal(process, ListenerTable.FromLsof(output));

    [Theory]
    [InlineData("   0: 00000000:2329 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 815 1 0", 9001, "815")]
    [InlineData("   0: 00000000000000000000000000000000:2329 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 816 1 0", 9001, "816")]
    [InlineData("   0: 0100007F:2329 0100007F:C000 01 00000000:00000000 00:00000000 00000000  1000        0 817 1 0", 9001, null)]
    [InlineData("   0: 00000000:2329 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 815 1 0", 9002, null)]
    [InlineData("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode", 9001, null)]
    public void FindInode_Line_GivesThatOfAListener(string line, int port, string? inode) =>
        Assert.Equal(inode, LinuxSockets.FindInode(line, port));

    [Theory]
    [InlineData("   0: 0100007F:1F9A 0100007F:C000 06 00000000:00000000 03:00000BB8 00000000     0        0 0 3 0", 8090, true)]
    [InlineData("   0: 0100007F:1F9A 0100007F:C000 06 00000000:00000000 03:00000BB8 00000000     0        0 0 3 0", 8091, false)]
    [InlineData("   0: 0100007F:C000 0100007F:1F9A 06 00000000:00000000 03:00000BB8 00000000     0        0 0 3 0", 8090, false)]
    [InlineData("   0: 0100007F:1F9A 0100007F:C000 01 00000000:00000000 00:00000000 00000000  1000        0 817 1 0", 8090, false)]
    public void IsRemembered_Line_IsThatOfAnEndedConnectionAtThePort(string line, int port, bool remembered) =>
        Assert.Equal(remembered, LinuxSockets.IsRemembered(line, port));

    [Theory]
    [InlineData("node server1.js", "a Node.js backend (server1.js)")]
    [InlineData("/usr/bin/node /home/me/backends-node/server2.js 9012 ", "a Node.js backend (server2.js)")]
    [InlineData("\"C:\\Program Files\\nodejs\\node.exe\" server3.js", "a Node.js backend (server3.js)")]
    [InlineData("dotnet exec /x/LearnLoadBalancer.Level2.dll --listen :8090", "a load balancer of the course (Level 2)")]
    [InlineData("/x/lab/bin/Debug/net10.0/LearnLoadBalancer.Lab up", "another lab")]
    [InlineData("nginx: master process nginx", null)]
    [InlineData("vim server1.js", null)]
    [InlineData("", null)]
    public void FromCommandLine_Program_IsRecognisedOrNot(string commandLine, string? kind) =>
        Assert.Equal(kind, ProgramKind.FromCommandLine(commandLine));

    [Theory]
    [InlineData("9001,9002,9003", "9001,9002,9003")]
    [InlineData("0,0,0", "0,0,0")]
    [InlineData("9001, 65535", "9001,65535")]
    [InlineData("9001,9001", null)]
    [InlineData("65536", null)]
    [InlineData("-1", null)]
    [InlineData("", null)]
    [InlineData("1,,2", null)]
    public void TryParse_Text_GivesThePorts(string text, string? ports)
    {
        Assert.Equal(ports is not null, PortList.TryParse(text, out PortList? list));
        Assert.Equal(ports, list?.ToString());
    }
}
