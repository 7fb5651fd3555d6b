using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Lab.Ports;

/// <summary>Recognises the programs of the course.</summary>
internal static partial class ProgramKind
{
    /// <summary>How long a port has to answer when it is asked who it is.</summary>
    private static readonly TimeSpan ResponseLimit = TimeSpan.FromSeconds(1);

    /// <summary>Recognises a program by its command line.</summary>
    /// <returns>Words to be read after "taken by", or null for a program that is none of ours.</returns>
    public static string? FromCommandLine(string commandLine)
    {
        if (commandLine.Contains("LearnLoadBalancer.Lab", StringComparison.Ordinal))
        {
            return "another lab";
        }

        if (LevelPattern().Match(commandLine) is { Success: true } level)
        {
            return $"a load balancer of the course (Level {level.Groups[1].Value})";
        }

        return BackendPattern().Match(commandLine) is { Success: true } backend
            ? $"a Node.js backend ({backend.Groups[1].Value})"
            : null;
    }

    /// <summary>Recognises a program by what it answers to a request.</summary>
    /// <returns>Words to be read after "taken by", or null for a program that is none of ours.</returns>
    public static async Task<string?> FromResponseAsync(int port)
    {
        string response = await AskAsync(port);
        return response.Contains("Response from Backend Server ", StringComparison.Ordinal) ? "a backend of the course, or a load balancer in front of one"
            : response.Contains("Backend Unavailable", StringComparison.Ordinal) ? "a load balancer of the course"
            : null;
    }

    private static async Task<string> AskAsync(int port)
    {
        using var limit = new CancellationTokenSource(ResponseLimit);
        var response = new StringBuilder();
        try
        {
            ConnectResult dialled = await new BackendConnector(TimeProvider.System).ConnectAsync(new("localhost", port), ResponseLimit, limit.Token);
            using Socket? socket = dialled.Connection;
            if (socket is not null)
            {
                await socket.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray(), limit.Token);
                var buffer = new byte[4096];
                int received;
                while (response.Length < buffer.Length && (received = await socket.ReceiveAsync(buffer, limit.Token)) > 0)
                {
                    response.Append(Encoding.Latin1.GetString(buffer, 0, received));
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // It does not speak HTTP, or not with us. What came so far has to do.
        }

        return response.ToString();
    }

    [GeneratedRegex(@"LearnLoadBalancer\.Level(\d+)")]
    private static partial Regex LevelPattern();

    [GeneratedRegex(@"node(?:\.exe)?""?\s.*\b(server[123]\.js)\b", RegexOptions.IgnoreCase)]
    private static partial Regex BackendPattern();
}
