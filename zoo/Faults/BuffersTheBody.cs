using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Collects an upload until it is whole, and only then passes it on. Fine for a form, not for a film.</summary>
internal sealed class BuffersTheBody(ZooSettings settings) : Balancer(settings)
{
    protected override Copier CreateUpload(Socket client, Socket backend) => new Collector(client, backend);

    private sealed class Collector(Socket from, Socket to) : Copier(from, to)
    {
        private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

        private readonly List<byte[]> _pieces = [];
        private long _missing;

        protected override async Task CopyAsync(Memory<byte> buffer)
        {
            int received;
            while ((received = await From.ReceiveAsync(buffer)) > 0)
            {
                _missing = _pieces.Count == 0 ? MissingAfter(buffer.Span[..received]) : _missing - received;
                _pieces.Add(buffer[..received].ToArray());
                if (_missing <= 0)
                {
                    await SendAllAsync();
                }
            }

            await SendAllAsync();
        }

        private async Task SendAllAsync()
        {
            foreach (byte[] piece in _pieces)
            {
                await SendAsync(piece);
            }

            _pieces.Clear();
        }

        /// <summary>How much of the request is still to come after its first bytes; 0 where it does not say.</summary>
        private static long MissingAfter(ReadOnlySpan<byte> start)
        {
            int head = start.IndexOf(EndOfHead);
            if (head < 0)
            {
                return 0;
            }

            const string Name = "content-length:";
            string? line = Encoding.Latin1.GetString(start[..head]).Split("\r\n")
                .FirstOrDefault(line => line.StartsWith(Name, StringComparison.OrdinalIgnoreCase));
            return line is null
                ? 0
                : long.Parse(line.AsSpan(Name.Length), CultureInfo.InvariantCulture) - (start.Length - head - EndOfHead.Length);
        }
    }
}
