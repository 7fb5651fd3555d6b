using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Bench.Proxies;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Lab.Bench;

/// <summary>Makes the lab's own generator use inline completions, and keeps the switch from the programs it starts.</summary>
internal static class InlineGenerator
{
    /// <summary>Must run before the first socket of the process that is read from without blocking.</summary>
    public static void Prepare()
    {
        InlineCompletions.Enable();
        UseASocket();

        // The runtime has looked. From now on children must not inherit what they did not ask for.
        Environment.SetEnvironmentVariable(DotNet.InlineSwitch, null);
    }

    private static void UseASocket()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Task<Socket> accepting = listener.AcceptAsync();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(listener.LocalEndPoint!);
        accepting.GetAwaiter().GetResult().Dispose();
    }
}
