using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LearnLoadBalancer.Lab.Ports;

/// <summary>Some ports, as they are typed: <c>9001,9002,9003</c>.</summary>
internal sealed class PortList(params IReadOnlyList<int> ports)
{
    public IReadOnlyList<int> Ports { get; } = ports;

    /// <summary>Reads numbers with commas between them.</summary>
    /// <returns>False when one is not a number from 0 to 65535, or comes twice (but for 0: any free port).</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out PortList? list)
    {
        list = null;
        var ports = new List<int>();
        foreach (string word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int port)
                || port > 65535
                || (port != 0 && ports.Contains(port)))
            {
                return false;
            }

            ports.Add(port);
        }

        list = new PortList(ports);
        return true;
    }

    public override string ToString() => string.Join(',', Ports);
}
