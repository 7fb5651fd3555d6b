// Usage: BenchYarp PORT BACKEND_PORT...
using System.Globalization;
using System.Net;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;

int[] ports = [.. args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture))];
const string Backends = "backends";

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders(); // The others write no log either.
builder.WebHost.ConfigureKestrel(server =>
{
    server.Limits.MaxRequestBodySize = null; // Uploads of 64 MB are measured, and slow ones.
    server.Limits.MinRequestBodyDataRate = null;
    server.Listen(IPAddress.Loopback, ports[0]);
});
builder.Services.AddReverseProxy().LoadFromMemory(
    [new RouteConfig { RouteId = "all", ClusterId = Backends, Match = new RouteMatch { Path = "{**path}" } }],
    [
        new ClusterConfig
        {
            ClusterId = Backends,
            LoadBalancingPolicy = LoadBalancingPolicies.RoundRobin,
            Destinations = ports[1..].ToDictionary(
                port => port.ToString(CultureInfo.InvariantCulture),
                port => new DestinationConfig { Address = $"http://127.0.0.1:{port}/" }),
        },
    ]);

WebApplication app = builder.Build();
app.MapReverseProxy();
app.Run();
