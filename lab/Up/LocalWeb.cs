using System.Globalization;

namespace LearnLoadBalancer.Lab.Up;

/// <summary>Speaks HTTP to the programs that <c>lab up</c> runs: never by a proxy, and never for long.</summary>
internal sealed class LocalWeb : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
        DefaultRequestHeaders = { ConnectionClose = true }, // A backend that was stopped and started is another program.
    };

    /// <summary>Makes a backend ill, or well.</summary>
    /// <returns>Null, or why that did not work.</returns>
    public async Task<string?> SetFaultAsync(int port, UpFault fault, CancellationToken cancel)
    {
        try
        {
            using HttpResponseMessage response = await _client.PostAsync(Url(port, $"/fault?{fault.Text}"), content: null, cancel);
            return response.IsSuccessStatusCode ? null : (await response.Content.ReadAsStringAsync(cancel)).TrimEnd();
        }
        catch (Exception e) when (IsNoResponse(e, cancel))
        {
            return e.Message;
        }
    }

    /// <summary>Asks a level how it sees its backends.</summary>
    /// <returns>Null when it does not tell.</returns>
    public async Task<IReadOnlyDictionary<string, SeenState>?> GetStatesAsync(int port, CancellationToken cancel)
    {
        try
        {
            return SeenState.TryParse(await _client.GetStringAsync(Url(port, "/"), cancel), out var states) ? states : null;
        }
        catch (Exception e) when (IsNoResponse(e, cancel))
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    private static Uri Url(int port, string target) => new(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}{target}"));

    /// <summary>A time-out is a cancellation too, but not ours.</summary>
    private static bool IsNoResponse(Exception e, CancellationToken cancel) =>
        e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested);
}
