using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Tests.Docs.Running;

/// <summary>The documented ports (8090 to 8099, 9001 to 9009) and the free ones that are used in their place.</summary>
/// <remarks>So that chapters run side by side, and beside whatever else uses these ports on this machine.</remarks>
internal sealed partial class PortMap
{
    /// <summary>
    /// Below the range from which the system takes ports for outgoing connections. A port from that
    /// range, once released, could be taken by any client before the chapter's program opens it.
    /// </summary>
    private const int First = 12_000;
    private const int Last = 31_999;

    private static readonly ConcurrentDictionary<int, bool> Taken = new();

    private readonly Dictionary<string, string> _free = [];
    private readonly Dictionary<string, string> _documented = [];

    public PortMap()
    {
        Map(8090, 10);
        Map(9001, 9);
    }

    /// <summary>Each documented port with the one that is used.</summary>
    public IReadOnlyDictionary<string, string> All => _free;

    /// <summary>Puts the free ports into a command.</summary>
    public string ToFree(string command) => Number().Replace(command, match => _free.GetValueOrDefault(match.Value, match.Value));

    /// <summary>Puts the documented ports back into a line of output.</summary>
    public string ToDocumented(string line) => Number().Replace(line, match => _documented.GetValueOrDefault(match.Value, match.Value));

    /// <summary>Neighbours stay neighbours: a program that suggests "the next port" suggests the right one.</summary>
    private void Map(int first, int count)
    {
        int free = FindFree(count);
        for (int i = 0; i < count; i++)
        {
            string from = (first + i).ToString(CultureInfo.InvariantCulture);
            string to = (free + i).ToString(CultureInfo.InvariantCulture);
            _free[from] = to;
            _documented[to] = from;
        }
    }

    private static int FindFree(int count)
    {
        while (true)
        {
            int first = Random.Shared.Next(First, Last - count);
            if (Enumerable.Range(first, count).All(port => Taken.TryAdd(port, true) && IsFree(port)))
            {
                return first;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
            socket.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode != SocketError.AddressAlreadyInUse)
        {
            // No IPv6 on this machine.
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"(?<![\d.])\d{4,5}(?![\d.]*\d)")]
    private static partial Regex Number();
}
