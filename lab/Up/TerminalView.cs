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
    private readonly Lock _lock = new();
    private readonly UpKeys _keys = new();
    private UpStatus? _status;

    public void Log(string source, string line)
    {
        // Two columns, so that a long line goes on below its own beginning.
        Grid columns = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        screen.Print(columns.AddRow(new Markup($"[{UpColours.OfSource(source)}]{source,-9}[/]"), new Text(line)));
    }

    public void Say(string text) => screen.Print(new Markup($"[bold]{Markup.Escape(text)}[/]"));

    public void ShowReady(UpStatus status) => ShowChange(status);

    public void ShowChange(UpStatus status)
    {
        lock (_lock)
        {
            _status = status;
            screen.SetFooter(Footer(status));
        }
    }

    /// <summary>A key was pressed: it may wait for a second one, and then the footer says so.</summary>
    /// <returns>The request, or null as long as there is none.</returns>
    public UpRequest? Press(char key)
    {
        lock (_lock)
        {
            UpVerb? before = _keys.Pending;
            UpRequest? request = _keys.Press(key);
            if (_keys.Pending != before && _status is not null)
            {
                screen.SetFooter(Footer(_status));
            }

            return request;
        }
    }

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

    private void ReadKeys(ChannelWriter<UpRequest> requests)
    {
        try
        {
            while (true)
            {
                if (Press(Console.ReadKey(intercept: true).KeyChar) is { } request)
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

    private Rows Footer(UpStatus status) => new(
        new Rule(),
        status.HasSeen ? SeenTable.Of(status, screen.Width) : Table(status),
        new Text("Try in another terminal:"),
        new Padder(new Markup($"[bold]{Markup.Escape(status.TryLine)}[/]"), new Padding(4, 0, 0, 0)),
        new Markup("Keys: [bold]1 2 3[/] stop or start a backend, [bold]q[/] or [bold]Ctrl+C[/] ends it all."),
        new Markup(_keys.Pending is { } verb
            ? $"      [bold]{UpFault.Of(verb)!.Becomes}[/]: which one? [bold]1 2 3[/]"
            : "      [bold]s[/] slow, [bold]f[/] failing, [bold]i[/] silent, [bold]h[/] healed: and then [bold]1 2 3[/], which one."));

    private static Grid Table(UpStatus status)
    {
        Grid table = new Grid().AddColumns(5);
        AddRow(table, status.Level, "");
        for (int i = 0; i < status.Backends.Count; i++)
        {
            ServiceStatus backend = status.Backends[i];
            AddRow(table, backend, $"[bold]{i + 1}[/] {(backend.IsRunning ? "stops" : "starts")} it");
        }

        return table;
    }

    private static void AddRow(Grid table, ServiceStatus service, string key) => table.AddRow(
        $"[{UpColours.OfSource(service.Name)}]{service.Name}[/]",
        service.Url,
        $"[{UpColours.OfCondition(service)}]{service.Condition}[/]",
        service.ProcessId is { } id ? $"process {id}" : "",
        key);
}
