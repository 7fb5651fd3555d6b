using System.Globalization;
using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Tests.DocumentedOutputs;

/// <summary>Swaps the ports that the documentation shows with those that a test really uses.</summary>
/// <param name="documented">What stands in the documentation: 8090, 9001, …</param>
/// <param name="real">What stands for each of them here, in the same order.</param>
internal sealed class DocumentedPorts(IReadOnlyList<int> documented, IReadOnlyList<int> real)
{
    /// <summary>A documented command, as it must be run here.</summary>
    public string ToReal(string text) => Swap(text, documented, real);

    /// <summary>What was printed here, as the documentation shows it.</summary>
    public string ToDocumented(string text) => Swap(text, real, documented);

    /// <summary>In one pass, so that what has been put in is not taken for something to be replaced.</summary>
    private static string Swap(string text, IReadOnlyList<int> from, IReadOnlyList<int> to)
    {
        Dictionary<string, string> table = from.Zip(to).ToDictionary(pair => Write(pair.First), pair => Write(pair.Second));
        return Regex.Replace(text, @"\b\d+\b", number => table.GetValueOrDefault(number.Value, number.Value));
    }

    private static string Write(int port) => port.ToString(CultureInfo.InvariantCulture);
}
