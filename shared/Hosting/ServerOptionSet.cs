using System.CommandLine;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Hosting;

/// <summary>The options of Levels 1 to 3: <c>--listen</c> and <c>--backend</c>.</summary>
internal sealed class ServerOptionSet : ILevelOptions<ServerOptions>
{
    private readonly Option<ListenAddress> _listen = CommonOptions.Listen();

    private readonly Option<Backend[]> _backends = CommonOptions.Backends(
        "A server to forward to: host:port. Give it once for each server.", "host:port", ServerOptions.DefaultBackends, Parse);

    public void AddTo(Command command)
    {
        command.Options.Add(_listen);
        command.Options.Add(_backends);
    }

    public ServerOptions Read(ParseResult parsed) => new(parsed.GetValue(_listen)!, parsed.GetValue(_backends)!);

    private static (Backend? Backend, string? Complaint) Parse(string text) => Backend.TryParse(text, out Backend? backend)
        ? (backend, null)
        : (null, $"--backend '{text}' is not a server. Write it as host:port with a port from 1 to 65535, for example --backend localhost:9001.");
}
