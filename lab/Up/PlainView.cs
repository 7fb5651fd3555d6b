using System.Runtime.CompilerServices;

namespace LearnLoadBalancer.Lab.Up;

/// <summary>Lines in, lines out: for pipes, files, scripts and tests.</summary>
/// <param name="input">Where requests are typed, one a line.</param>
/// <param name="output">Where everything is written.</param>
internal sealed class PlainView(TextReader input, TextWriter output) : IUpView
{
    /// <summary>As wide as the longest name, so that the lines stand in line.</summary>
    private const int SourceWidth = 9;

    private readonly Lock _lock = new();
    private string[] _kinds = [];

    public void Log(string source, string line) => Write($"{source,-SourceWidth} | {line}");

    public void Say(string text) => Write(text);

    public void ShowReady(UpStatus status)
    {
        Write($"""

            {Capitalised(status.Level.Name)} listens on http://localhost:{status.Level.Port}/ and forwards to three backends.

            Try in another terminal:
                {status.TryLine}
            Type "stop 2" here to stop backend 2, and "start 2" to bring it back. Ctrl+C ends it all.
            "slow 2", "fail 2" and "silent 2" make it ill, and "heal 2" makes it well.

            """);
        ShowChange(status);
    }

    /// <summary>Who was started or stopped has been said. How the level sees them is not, and a line for each tenth of a second would be too much.</summary>
    public void ShowChange(UpStatus status)
    {
        lock (_lock)
        {
            string[] before = _kinds;
            _kinds = [.. status.Backends.Select(backend => backend.Seen?.Kind ?? "")];
            for (int place = 0; place < _kinds.Length; place++)
            {
                if (status.Backends[place] is { Seen: { } seen } backend && seen.Kind != before.ElementAtOrDefault(place))
                {
                    Write($"{Capitalised(status.Level.Name)} sees {backend.Name}: {seen.State}{(seen.Why.Length > 0 ? $" ({seen.Why})" : "")}");
                }
            }
        }
    }

    public async IAsyncEnumerable<UpRequest> ReadRequestsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        // A read can't be taken back, so it has a thread of its own, which the end of the program does not wait for.
        while (await Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancel) is { } line)
        {
            if (UpRequest.FromLine(line) is { } request)
            {
                yield return request;
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                Say($"Unknown: '{line.Trim()}'. There is: stop 1, start 1, slow 1, fail 1, silent 1, heal 1 (or 2, or 3), quit.");
            }
        }
    }

    public void End() => Say("Everything is stopped.");

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private void Write(string text)
    {
        lock (_lock)
        {
            output.WriteLine(text);
            output.Flush();
        }
    }
}
