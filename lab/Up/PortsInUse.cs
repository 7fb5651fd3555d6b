using System.Globalization;
using System.Text;
using LearnLoadBalancer.Lab.Ports;

namespace LearnLoadBalancer.Lab.Up;

/// <summary>Looks before the start whether the ports can be had: four programs that fail each in its own way explain nothing.</summary>
internal static class PortsInUse
{
    /// <exception cref="StartupException">Some are taken. The message says which, by what, and what to do.</exception>
    public static async Task ThrowIfAnyAsync(UpOptions options)
    {
        var message = new StringBuilder();
        var ids = new List<int?>();
        foreach (int port in options.BackendPorts.Append(options.Listen.Port).Where(port => port != 0))
        {
            if (await PortProbe.FindHolderAsync(port) is { } holder)
            {
                message.Append(CultureInfo.InvariantCulture, $"Port {port} is taken by {holder}.\n");
                ids.Add(holder.ProcessId);
            }
        }

        if (message.Length > 0)
        {
            message.Append(CultureInfo.InvariantCulture, $"{HowToStop(ids)}, or choose other ports: dotnet run --project lab -- up {options.Level.Name} {OtherPorts(options)}");
            throw new StartupException(message.ToString());
        }
    }

    private static string HowToStop(List<int?> ids)
    {
        int[] known = [.. ids.OfType<int>().Distinct()];
        string program = ids.Distinct().Count() > 1 ? "these programs" : "that program";
        if (known.Length == 0 || ids.Contains(null))
        {
            return $"Stop {program}";
        }

        string command = OperatingSystem.IsWindows()
            ? "taskkill /F " + string.Join(' ', known.Select(id => string.Create(CultureInfo.InvariantCulture, $"/PID {id}")))
            : "kill " + string.Join(' ', known);
        return $"Stop {program} ({command})";
    }

    private static string OtherPorts(UpOptions options)
    {
        int listen = Another(options.Listen.Port);
        IEnumerable<int> backends = options.BackendPorts.Select(Another);
        return string.Create(CultureInfo.InvariantCulture, $"--listen :{listen} --backend-ports {string.Join(',', backends)}");
    }

    private static int Another(int port) => port == 0 ? 0 : port <= 65535 - 100 ? port + 100 : port - 100;
}
