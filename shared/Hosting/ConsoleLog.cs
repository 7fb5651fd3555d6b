using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LearnLoadBalancer.Hosting;

/// <summary>The log of a level: plain lines on the terminal.</summary>
internal static class ConsoleLog
{
    /// <summary>
    /// Creates the log. The console logger puts lines into a queue and writes them on a thread of its
    /// own, so whoever logs does not wait for the terminal. Should the terminal take nothing for so long that
    /// the queue is full (2,500 lines), further lines are dropped, and standard error is told how many: else
    /// whoever logs would wait after all, and that is a thread with thousands of connections.
    /// Disposing the factory writes out the rest.
    /// </summary>
    public static ILoggerFactory Create() => LoggerFactory.Create(logging => logging
        .AddConsole(console =>
        {
            console.FormatterName = PlainConsoleFormatter.FormatterName;
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        })
        .AddConsoleFormatter<PlainConsoleFormatter, ConsoleFormatterOptions>());
}
