using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Spectre.Console;

namespace LearnLoadBalancer.Lab.Up;

/// <summary>
/// For people at a terminal: the programs' lines scroll by above, and below stands who runs, what to
/// try, and which key does what.
/// </summary>
internal sealed class TerminalView(TerminalScreen screen) : IUpView
{
    public void Log(string source, string line)
    {
        // Two columns, so that a long line goes on below its own beginning.
        Grid columns = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        screen.Print(columns.AddRow(new Markup($"[{ColourOf(source)}]{source,-9}[/]"), new Text(line)));
    }

    public void Say(string text) => screen.Print(new Markup($"[bold]{Markup.Escape(text)}[/]"));

    public void ShowReady(UpStatus status) => ShowChange(status);

    public void ShowChange(UpStatus status) => screen.SetFooter(Footer(status));

    public async IAsyncEnumerable<UpRequest> ReadRequestsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        // Waiting for a key can't be broken off, so it has a thread of its own, which the end of the
        // program does not wait for.
        var requests = Channel.CreateUnbounded<UpRequest>();
        new Thread(() => ReadKeys(requests.Writer)) { IsBackground = true, Name = "keys" }.Start();
        await foreach (UpRequest request in requests.Reader.ReadAllAsync(cancel))
        {
            yield return request;
        }
    }

    public void End()
    {
        screen.RemoveFooter();
        Say("Everything is stopped.");
    }

    private static void ReadKeys(ChannelWriter<UpRequest> requests)
    {
        try
        {
            while (true)
            {
                if (UpRequest.FromKey(Console.ReadKey(intercept: true).KeyChar) is { } request)
                {
                    requests.TryWrite(request);
                }
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            requests.TryComplete(); // The terminal is gone.
        }
    }

    private static Rows Footer(UpStatus status)
    {
        Grid table = new Grid().AddColumns(5);
        AddRow(table, status.Level, "");
        for (int i = 0; i < status.Backends.Count; i++)
        {
            ServiceStatus backend = status.Backends[i];
            AddRow(table, backend, $"[bold]{i + 1}[/] {(backend.IsRunning ? "stops" : "starts")} it");
        }

        return new Rows(
            new Rule(),
            table,
            new Text("Try in another terminal:"),
            new Padder(new Markup($"[bold]{Markup.Escape(status.TryLine)}[/]"), new Padding(4, 0, 0, 0)),
            new Markup("Keys: [bold]1 2 3[/] stop or start a backend, [bold]q[/] or [bold]Ctrl+C[/] ends it all."));
    }

    private static void AddRow(Grid table, ServiceStatus service, string key) => table.AddRow(
        $"[{ColourOf(service.Name)}]{service.Name}[/]",
        $"http://localhost:{service.Port}/",
        service.IsRunning ? "[green]running[/]" : "[maroon]stopped[/]",
        service.ProcessId is { } id ? $"process {id}" : "",
        key);

    /// <summary>
    /// Colours from the terminal's own palette of 8, which every theme, light or dark, makes readable.
    /// No white, no black, no grey: one of them is always the background.
    /// </summary>
    private static string ColourOf(string source) => source switch
    {
        "backend 1" => "teal",
        "backend 2" => "purple",
        "backend 3" => "olive",
        _ => "bold",
    };
}
