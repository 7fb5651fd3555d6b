using System.Collections.Concurrent;
using LearnLoadBalancer.Tests.Docs.Markdown;
using LearnLoadBalancer.Tests.Docs.Running;

namespace LearnLoadBalancer.Tests.Docs;

/// <summary>Runs the pages side by side: most of their time is waiting for health checks.</summary>
/// <remarks>
/// xunit runs the cases of one theory one after the other. So the first case starts them all, and
/// each case waits for its own page and tells its result.
/// </remarks>
public sealed class ChapterRuns : IAsyncLifetime, IDisposable
{
    private readonly ConcurrentDictionary<string, Task> _runs = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly SemaphoreSlim _places = new(3);
    private readonly CheckoutCopies _copies = new();

    internal Task ResultOf(string page)
    {
        lock (_runs)
        {
            if (_runs.IsEmpty)
            {
                foreach (string each in RepositoryFiles.Pages)
                {
                    _runs[each] = RunAsync(each);
                }
            }
        }

        return _runs[page];
    }

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Stops what nobody asked for, and waits until all its programs are gone.</summary>
    public async Task DisposeAsync()
    {
        await _cancel.CancelAsync();
        await Task.WhenAll(_runs.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _copies.Dispose();
        _places.Dispose();
        _cancel.Dispose();
    }

    private async Task RunAsync(string page)
    {
        await Task.Yield();
        await _places.WaitAsync(_cancel.Token);
        try
        {
            await Chapter.RunAsync(MarkdownFile.Read(page).Fences, _copies, _cancel.Token);
        }
        finally
        {
            _places.Release();
        }
    }
}
