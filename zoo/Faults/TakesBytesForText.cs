using System.Net.Sockets;
using System.Text;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Makes a string of what it reads, and bytes of the string: what is no ASCII becomes a question mark.</summary>
internal sealed class TakesBytesForText(ZooSettings settings) : Balancer(settings)
{
    protected override Copier CreateUpload(Socket client, Socket backend) => new TextCopier(client, backend);

    protected override Copier CreateDownload(Socket backend, Socket client) => new TextCopier(backend, client);

    private sealed class TextCopier(Socket from, Socket to) : Copier(from, to)
    {
        protected override Task SendAsync(Memory<byte> bytes) =>
            base.SendAsync(Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(bytes.Span)));
    }
}
