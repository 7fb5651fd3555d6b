namespace LearnLoadBalancer.Tests.Lab.Support;

/// <summary>A client that makes a new connection for every request, as curl does.</summary>
internal static class Web
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(60) };

    public static async Task<string> GetAsync(int port, string path = "/")
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, port, path);
        return await response.Content.ReadAsStringAsync();
    }

    public static async Task<HttpResponseMessage> SendAsync(HttpMethod method, int port, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, $"http://localhost:{port}{path}") { Content = content };
        request.Headers.ConnectionClose = true;
        return await Client.SendAsync(request);
    }
}
