using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Hosting;

/// <summary>The log of a level: plain lines on the terminal.</summary>
internal static class ConsoleLog
{
    /// <summary>
    /// Creates the log. The console logger puts lines into a queue and writes them on a thread of its
    /// own, so whoever logs does not wait for the terminal. Disposing the factory writes out the rest.
    /// </summary>
    public static ILoggerFactory Create() => LoggerFactory.Create(logging => logging
        .AddConsole(console => console.FormatterName = PlainConsoleFormatter.FormatterName)
        .AddConsoleFormatter<PlainConsoleFormatter, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>());
}
