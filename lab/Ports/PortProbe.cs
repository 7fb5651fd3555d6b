using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Lab.Ports;

/// <summary>Finds out whether a port is free, and if not, who has it.</summary>
internal static class PortProbe
{
    /// <summary>True when nobody has the port, on no address by which this machine reaches itself: tries to have it.</summary>
    /// <remarks>
    /// On each address by itself: macOS and Windows let a program have the port on all addresses while another has it
    /// on one. The clients of that one would then reach the other program.
    /// </remarks>
    public static bool IsFree(int port) =>
        CanBind(IPAddress.Any, port)
        && CanBind(IPAddress.Loopback, port)
        && (!Socket.OSSupportsIPv6 || (CanBind(IPAddress.IPv6Any, port) && CanBind(IPAddress.IPv6Loopback, port)));

    /// <summary>Says who listens on the port.</summary>
    /// <returns>Null when the port is free.</returns>
    public static async Task<PortHolder?> FindHolderAsync(int port)
    {
        if (IsFree(port))
        {
            return null;
        }

        // The system knows which process it is, though it may not tell, if it is another user's. Then
        // the port itself can be asked: our own programs are known by their responses.
        if (await ListenerTable.FindProcessAsync(port) is { } id)
        {
            string commandLine = await CommandLineOf.ProcessAsync(id);
            return new PortHolder(
                ProgramKind.FromCommandLine(commandLine) ?? await ProgramKind.FromResponseAsync(port) ?? Name(id, commandLine), id);
        }

        return new PortHolder(await ProgramKind.FromResponseAsync(port) ?? "another program", null);
    }

    private static string Name(int id, string commandLine)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return $"the program {process.ProcessName}";
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It has just ended.
            return commandLine.Length > 0 ? $"the program {commandLine.Split(' ')[0]}" : "another program";
        }
    }

    /// <remarks>
    /// Without listening: a program that is being started at this moment has copies of all our sockets for some
    /// milliseconds, and one that listens would have the port as long as the copy lives. The next look would find it taken.
    /// </remarks>
    private static bool CanBind(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }
}
