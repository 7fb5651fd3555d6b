using System.Text;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Tests.Support;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Tests.Hosting;

/// <summary>The log on a terminal that has been stopped (Ctrl+S), or a pipe that nobody reads.</summary>
[Collection(Alone.Name)]
public sealed class ConsoleLogTests
{
    [Fact]
    public async Task Create_TerminalTakesNothing_WhoeverLogsDoesNotWait()
    {
        const int Lines = 10_000; // The queue holds 2,500.
        using var terminal = new StoppedTerminal();
        TextWriter before = Console.Out;
        Console.SetOut(terminal);
        ILoggerFactory factory;
        try
        {
            factory = ConsoleLog.Create();
        }
        finally
        {
            Console.SetOut(before);
        }

        ILogger logger = factory.CreateLogger("test");
        Task logging = Task.Run(() =>
        {
            for (int line = 0; line < Lines; line++)
            {
                logger.LogInformation("Line {Number}", line);
            }
        });
        try
        {
            await logging.EndsAsync("the logging");
        }
        finally
        {
            terminal.GoOn();
            factory.Dispose();
        }

        string[] written = terminal.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Line 0", written[0].TrimEnd());
        Assert.InRange(written.Length, 2_500, Lines - 1);
    }

    private sealed class StoppedTerminal : TextWriter
    {
        private readonly ManualResetEventSlim _goesOn = new();
        private readonly StringBuilder _text = new();

        public override Encoding Encoding => Encoding.UTF8;

        public string Text => _text.ToString();

        public void GoOn() => _goesOn.Set();

        public override void Write(char value)
        {
            _goesOn.Wait();
            _text.Append(value);
        }

        protected override void Dispose(bool disposing)
        {
            _goesOn.Dispose();
            base.Dispose(disposing);
        }
    }
}
