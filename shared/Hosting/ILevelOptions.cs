using System.CommandLine;

namespace LearnLoadBalancer.Hosting;

/// <summary>The options of one level: what its command line offers, and what is read from it.</summary>
/// <remarks>A level that needs more than others makes its own from the same parts, see <see cref="CommonOptions"/>.</remarks>
internal interface ILevelOptions<out TOptions>
{
    /// <summary>Puts the options on the command, in the order in which <c>--help</c> shows them.</summary>
    void AddTo(Command command);

    /// <summary>What no option by itself can tell: that some do not go together. Asked when each by itself is right.</summary>
    /// <returns>What is wrong and the way out, in one line; else null.</returns>
    string? Conflict(ParseResult parsed) => null;

    /// <summary>Reads what was given. It has been found to be right.</summary>
    TOptions Read(ParseResult parsed);
}
