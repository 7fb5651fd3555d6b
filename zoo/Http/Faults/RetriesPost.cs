using System.Net.Sockets;

namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>Sends whatever got no response again. It keeps short bodies for that.</summary>
internal sealed class RetriesPost(ZooSettings settings) : HttpBalancer(settings)
{
    private const int LongestKept = 64 * 1024;

    protected override bool MayRepeat(Request request) => request.Body.Length <= LongestKept;

    protected override Upload CreateUpload(MessageReader reader, Body body) =>
        body.Length is > 0 and <= LongestKept ? new KeptUpload(reader, body) : base.CreateUpload(reader, body);

    private sealed class KeptUpload(MessageReader from, Body body) : Upload(from, body)
    {
        private readonly MessageReader _from = from;
        private readonly Body _body = body;
        private byte[] _kept = [];

        protected override async Task SendAsync(Socket backend, CancellationToken enough)
        {
            if (!IsDone)
            {
                var kept = new MemoryStream();
                await BodyCopier.CopyAsync(_from, _body, bytes => kept.WriteAsync(bytes, enough).AsTask(), enough);
                _kept = kept.ToArray();
                IsDone = true;
            }

            await BodyCopier.SendAsync(backend, _kept);
        }
    }
}
