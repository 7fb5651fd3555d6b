using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LearnLoadBalancer.Lab.Backends;

/// <summary>Reads requests from a connection, one after the other.</summary>
internal sealed class RequestReader(Socket client)
{
    /// <summary>The longest line, and the most lines of a head. Node.js takes 16 KB of head in all.</summary>
    private const int MaxLine = 8 * 1024;
    private const int MaxLines = 100;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>Reads the lines of the next head.</summary>
    /// <returns>Null when the client has no more requests.</returns>
    /// <exception cref="InvalidDataException">It is too large, or breaks off.</exception>
    public async Task<IReadOnlyList<string>?> ReadHeadAsync(CancellationToken cancel)
    {
        if (_start == _end && !await FillAsync(cancel))
        {
            return null;
        }

        var lines = new List<string>();
        while (await ReadLineAsync(cancel) is { Length: > 0 } line)
        {
            lines.Add(line);
            if (lines.Count > MaxLines)
            {
                throw new InvalidDataException("Too many headers.");
            }
        }

        return lines.Count > 0 ? lines : throw new InvalidDataException("An empty head.");
    }

    /// <summary>Reads a body and throws it away.</summary>
    /// <param name="length">Its length, or null when it is chunked.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <returns>How many bytes it had.</returns>
    /// <exception cref="InvalidDataException">It breaks off, or its chunks are no chunks.</exception>
    public async Task<long> SkipBodyAsync(long? length, CancellationToken cancel)
    {
        if (length is { } known)
        {
            await SkipAsync(known, cancel);
            return known;
        }

        long total = 0;
        while (true)
        {
            // "1a3;extension" is a chunk of 0x1a3 bytes, followed by an empty line; one of 0 bytes is the last.
            string size = (await ReadLineAsync(cancel)).Split(';')[0].Trim();
            if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long chunk) || chunk < 0)
            {
                throw new InvalidDataException("No chunk size.");
            }

            if (chunk == 0)
            {
                break;
            }

            await SkipAsync(chunk, cancel);
            total += chunk;
            if ((await ReadLineAsync(cancel)).Length > 0)
            {
                throw new InvalidDataException("A chunk longer than its size.");
            }
        }

        while ((await ReadLineAsync(cancel)).Length > 0)
        {
            // Trailers: headers after the body. Nobody here needs them.
        }

        return total;
    }

    private async Task<string> ReadLineAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (line.Length < MaxLine)
        {
            if (_start == _end && !await FillAsync(cancel))
            {
                throw new InvalidDataException("The client left in the middle of a line.");
            }

            char c = (char)_buffer[_start++];
            if (c == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append(c);
        }

        throw new InvalidDataException("A line without end.");
    }

    private async Task SkipAsync(long bytes, CancellationToken cancel)
    {
        while (bytes > 0)
        {
            if (_start == _end && !await FillAsync(cancel))
            {
                throw new InvalidDataException("The client left in the middle of a body.");
            }

            int here = (int)Math.Min(bytes, _end - _start);
            _start += here;
            bytes -= here;
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancel)
    {
        _start = 0;
        _end = await client.ReceiveAsync(_buffer, cancel);
        return _end > 0;
    }
}
