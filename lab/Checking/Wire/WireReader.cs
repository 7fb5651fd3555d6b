using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LearnLoadBalancer.Lab.Checking.Wire;

/// <summary>
/// Reads HTTP/1.1 messages from a socket, and takes whatever can be read: the checks' clients and backends, and the
/// built-in backends, read with it. Whether a message can be read in one way only, <see cref="Ambiguity"/> judges. It
/// throws on nothing but cancellation: how it ended is the result.
/// </summary>
internal sealed class WireReader(Socket socket)
{
    private const int SmallBuffer = 4 * 1024;
    private const int LargeBuffer = 128 * 1024;
    private const int LargestHead = 256 * 1024;
    private const int FirstBytesKept = 1024;

    private byte[] _buffer = new byte[SmallBuffer];
    private int _start;
    private int _end;
    private byte[] _firstBytes = [];

    /// <summary>How reading ended, as long as it has.</summary>
    public StreamEnd? End { get; private set; }

    /// <summary>All that came so far, since <see cref="StartAnew"/>.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>The first kilobyte of it, to be shown to somebody.</summary>
    public byte[] FirstBytes => _firstBytes;

    private ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Counts and shows only what comes from here on: another response on the same connection.</summary>
    public void StartAnew()
    {
        BytesReceived = Buffered.Length;
        _firstBytes = Buffered[..Math.Min(Buffered.Length, FirstBytesKept)].ToArray();
    }

    /// <summary>Reads up to the empty line after a head.</summary>
    /// <returns>The head, or null when the connection ended first (see <see cref="End"/>).</returns>
    public async Task<HttpHead?> ReadHeadAsync(CancellationToken cancel)
    {
        int end;
        while ((end = Buffered.IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (_end - _start >= LargestHead)
            {
                End = StreamEnd.Malformed;
            }

            if (!await FillAsync(cancel))
            {
                return null;
            }
        }

        byte[] head = Buffered[..(end + 4)].ToArray();
        _start += head.Length;
        return HttpHead.Parse(head);
    }

    /// <summary>Reads a body and gives its bytes to <paramref name="sink"/>.</summary>
    public async Task<StreamEnd> ReadBodyAsync(BodyFraming framing, SpanSink sink, CancellationToken cancel)
    {
        if (framing.IsChunked)
        {
            return await ReadChunksAsync(sink, cancel);
        }

        StreamEnd end = await ReadBytesAsync(framing.Length ?? long.MaxValue, sink, cancel);
        return end == StreamEnd.Closed && framing.Length is null ? StreamEnd.Complete : end;
    }

    /// <summary>Reads what is there, or comes next. Null when the peer has ended.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadSomeAsync(CancellationToken cancel)
    {
        if (_start == _end && !await FillAsync(cancel))
        {
            return null;
        }

        byte[] some = Buffered.ToArray();
        _start = _end;
        return some;
    }

    /// <summary>Reads on until the peer ends or resets the connection. What comes is thrown away.</summary>
    public Task<StreamEnd> ReadToEndAsync(CancellationToken cancel) => ReadBytesAsync(long.MaxValue, static _ => { }, cancel);

    private async Task<StreamEnd> ReadBytesAsync(long count, SpanSink sink, CancellationToken cancel)
    {
        while (count > 0)
        {
            if (_start == _end)
            {
                if (count > SmallBuffer && _buffer.Length < LargeBuffer)
                {
                    _buffer = new byte[LargeBuffer];
                }

                if (!await FillAsync(cancel))
                {
                    return End!.Value;
                }
            }

            int taken = (int)Math.Min(count, _end - _start);
            sink(_buffer.AsSpan(_start, taken));
            _start += taken;
            count -= taken;
        }

        return StreamEnd.Complete;
    }

    private async Task<StreamEnd> ReadChunksAsync(SpanSink sink, CancellationToken cancel)
    {
        while (true)
        {
            string? line = await ReadLineAsync(cancel);
            if (line is null)
            {
                return End!.Value;
            }

            if (!long.TryParse(line.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long size) || size < 0)
            {
                return StreamEnd.Malformed;
            }

            if (size == 0)
            {
                return await ReadTrailersAsync(cancel);
            }

            if (await ReadBytesAsync(size, sink, cancel) is var end and not StreamEnd.Complete)
            {
                return end;
            }

            switch (await ReadLineAsync(cancel))
            {
                case null:
                    return End!.Value;
                case not "":
                    return StreamEnd.Malformed;
            }
        }
    }

    private async Task<StreamEnd> ReadTrailersAsync(CancellationToken cancel)
    {
        while (true)
        {
            switch (await ReadLineAsync(cancel))
            {
                case null:
                    return End!.Value;
                case "":
                    return StreamEnd.Complete;
            }
        }
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancel)
    {
        int end;
        while ((end = Buffered.IndexOf("\r\n"u8)) < 0)
        {
            if (_end - _start >= SmallBuffer)
            {
                End = StreamEnd.Malformed;
            }

            if (!await FillAsync(cancel))
            {
                return null;
            }
        }

        string line = Encoding.Latin1.GetString(Buffered[..end]);
        _start += end + 2;
        return line;
    }

    /// <summary>Receives some more. False when there is no more: <see cref="End"/> says why.</summary>
    private async Task<bool> FillAsync(CancellationToken cancel)
    {
        if (End is not null)
        {
            return false;
        }

        MakeRoom();
        int received;
        try
        {
            received = await socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, cancel);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            End = StreamEnd.Reset;
            return false;
        }

        if (received == 0)
        {
            End = StreamEnd.Closed;
            return false;
        }

        if (_firstBytes.Length < FirstBytesKept)
        {
            _firstBytes = [.. _firstBytes, .. _buffer.AsSpan(_end, Math.Min(received, FirstBytesKept - _firstBytes.Length))];
        }

        BytesReceived += received;
        _end += received;
        return true;
    }

    private void MakeRoom()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            byte[] roomier = _start > 0 ? _buffer : new byte[_buffer.Length * 2];
            Buffered.CopyTo(roomier);
            _end -= _start;
            _start = 0;
            _buffer = roomier;
        }
    }
}
