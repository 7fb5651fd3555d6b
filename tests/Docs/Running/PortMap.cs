using System.Globalization;
using System.Text.RegularExpressions;
using LearnLoadBalancer.Lab.Checking.Targets;

namespace LearnLoadBalancer.Tests.Docs.Running;

/// <summary>The documented ports (8090 to 8099, 9001 to 9009) and the free ones that are used in their place.</summary>
/// <remarks>So that chapters run side by side, and beside whatever else uses these ports on this machine.</remarks>
internal sealed partial class PortMap
{
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
        int[] free = CheckPorts.PickNeighbours(count);
        for (int i = 0; i < count; i++)
        {
            string from = (first + i).ToString(CultureInfo.InvariantCulture);
            string to = free[i].ToString(CultureInfo.InvariantCulture);
            _free[from] = to;
            _documented[to] = from;
        }
    }

    [GeneratedRegex(@"(?<![\d.])\d{4,5}(?![\d.]*\d)")]
    private static partial Regex Number();
}
