using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>Backends of which one, by its number, keeps the requests it gets until all clients are with it.</summary>
internal sealed class BurstFarm : IAsyncDisposable
{
    private readonly ScriptedBackend[] _backends;
    private volatile Burst _burst = new(-1);

    public BurstFarm(int count) =>
        _backends = [.. Enumerable.Range(0, count).Select(number => new ScriptedBackend(peer => ServeAsync(peer, number)))];

    /// <summary>Where they listen.</summary>
    public IEnumerable<string> Addresses => _backends.Select(backend => backend.Address.ToString());

    /// <summary>Has every client ask until its request is with this backend, then has them all answered.</summary>
    public async Task HoldAllAsync(int number, IReadOnlyList<Peer> clients)
    {
        var burst = new Burst(number);
        _burst = burst;
        var responses = new List<Task<HttpMessage>>();
        foreach (Peer client in clients)
        {
            Task held = burst.NextHeldAsync();
            var reader = new HttpReader(client);
            Task<HttpMessage> response;
            do
            {
                await client.SendAsync(HttpText.Get);
                response = reader.ReadResponseAsync();
                await Task.WhenAny(response, held).EndsAsync("a response, or that there will be none for now");
                if (response.IsCompleted)
                {
                    Assert.Equal(200, (await response).Status); // Another backend's. The next one's turn will come.
                }
            }
            while (!held.IsCompleted);

            responses.Add(response);
        }

        burst.Release();
        foreach (Task<HttpMessage> response in responses)
        {
            Assert.Equal(200, (await response).Status);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _burst.Release();
        foreach (ScriptedBackend backend in _backends)
        {
            await backend.DisposeAsync();
        }
    }

    private async Task ServeAsync(Peer peer, int number)
    {
        var reader = new HttpReader(peer);
        while (await reader.ReadRequestAsync() is not null)
        {
            if (_burst is { } burst && burst.Number == number)
            {
                await burst.HoldAsync();
            }

            await peer.SendAsync(HttpText.Response("ok"));
        }
    }

    private sealed class Burst(int number)
    {
        private readonly TaskCompletionSource _released = NewSignal();
        private volatile TaskCompletionSource _held = NewSignal();

        public int Number => number;

        public Task NextHeldAsync() => (_held = NewSignal()).Task;

        public Task HoldAsync()
        {
            _held.TrySetResult();
            return _released.Task;
        }

        public void Release() => _released.TrySetResult();

        private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
