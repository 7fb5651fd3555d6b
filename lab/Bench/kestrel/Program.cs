// Usage: BenchKestrel PORT BACKEND_PORT...
using System.Globalization;
using System.Net;

int[] ports = [.. args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture))];
string[] backends = [.. ports[1..].Select(port => $"http://127.0.0.1:{port}")];
int next = 0;

using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(server =>
{
    server.Limits.MaxRequestBodySize = null;
    server.Limits.MinRequestBodyDataRate = null;
    server.Listen(IPAddress.Loopback, ports[0]);
});
WebApplication app = builder.Build();
app.Run(async context =>
{
    string backend = backends[(uint)Interlocked.Increment(ref next) % backends.Length];
    using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), backend + context.Request.Path + context.Request.QueryString);
    if (context.Request.ContentLength > 0)
    {
        request.Content = new StreamContent(context.Request.Body);
        request.Content.Headers.ContentLength = context.Request.ContentLength;
    }

    using HttpResponseMessage response = await client.SendAsync(request, context.RequestAborted);
    context.Response.StatusCode = (int)response.StatusCode;
    context.Response.ContentLength = response.Content.Headers.ContentLength;
    await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
});
app.Run();
