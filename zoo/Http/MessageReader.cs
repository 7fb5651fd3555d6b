using System.Net.Sockets;
using System.Text;

namespace LearnLoadBalancer.Zoo.Http;

/// <summary>Reads messages from a socket. What lies behind the end of one stays in the buffer: it is the beginning of the next.</summary>
internal sealed class MessageReader(Socket socket)
{
    /// <summary>The largest head, and as much of a body as is passed on at once.</summary>
    private const int BufferSize = 64 * 1024;

    private byte[] _buffer = new byte[4 * 1024];
    private int _start;
    private int _end;

    /// <summary>True when nothing is left over from the last message.</summary>
    public bool IsEmpty => _start == _end;

    /// <summary>How many bytes came, from the first message on.</summary>
    public long Received { get; private set; }

    /// <summary>Reads up to the empty line that ends a head.</summary>
    /// <returns>The head, or null when the peer ended before it began.</returns>
    /// <exception cref="InvalidDataException">It is no head, or too long a one.</exception>
    /// <exception cref="EndOfStreamException">The peer ended in the middle of it.</exception>
    public async Task<string?> ReadHeadAsync()
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync(CancellationToken.None))
            {
                return IsEmpty ? null : throw new EndOfStreamException();
            }
        }

        return Encoding.Latin1.GetString(Take(length + 4).Span);
    }

    /// <summary>Reads a line, and returns it without its CR LF.</summary>
    public async Task<string> ReadLineAsync(CancellationToken cancel)
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
        {
            await FillOrThrowAsync(cancel);
        }

        return Encoding.Latin1.GetString(Take(length + 2).Span[..length]);
    }

    /// <summary>Reads some of a body: at least a byte, at most so many. They are valid until the next call.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadSomeAsync(long most, CancellationToken cancel)
    {
        if (IsEmpty)
        {
            await FillOrThrowAsync(cancel);
        }

        return Take((int)Math.Min(most, _end - _start));
    }

    /// <summary>Takes all that is buffered.</summary>
    public ReadOnlyMemory<byte> TakeBuffered() => Take(_end - _start);

    private ReadOnlyMemory<byte> Take(int count)
    {
        ReadOnlyMemory<byte> taken = _buffer.AsMemory(_start, count);
        _start += count;
        return taken;
    }

    private async Task FillOrThrowAsync(CancellationToken cancel)
    {
        if (!await FillAsync(cancel))
        {
            throw new EndOfStreamException();
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancel)
    {
        if (IsEmpty)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length == BufferSize)
            {
                throw new InvalidDataException("Too long.");
            }

            Array.Resize(ref _buffer, BufferSize);
        }

        int received = await socket.ReceiveAsync(_buffer.AsMemory(_end), cancel);
        _end += received;
        Received += received;
        return received > 0;
    }
}
