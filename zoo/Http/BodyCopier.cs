using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LearnLoadBalancer.Zoo.Http;

/// <summary>Passes a body on, and frames it anew: chunks leave as they are needed, not as they came.</summary>
internal static class BodyCopier
{
    /// <param name="from">Where the body is read from.</param>
    /// <param name="body">Where it ends.</param>
    /// <param name="send">Sends to the other side.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <param name="beforeLast">Called when the end of the body has been read, and its last bytes have not been sent.</param>
    /// <exception cref="EndOfStreamException">The sender ended before the body did.</exception>
    /// <exception cref="InvalidDataException">Its chunks can't be read.</exception>
    /// <exception cref="SocketException">The sender was reset.</exception>
    public static async Task CopyAsync(
        MessageReader from, Body body, Func<ReadOnlyMemory<byte>, Task> send, CancellationToken cancel, Action? beforeLast = null)
    {
        if (body.IsChunked)
        {
            await CopyChunksAsync(from, send, cancel, beforeLast);
            return;
        }

        try
        {
            await CopyAsync(from, body.Length ?? long.MaxValue, send, cancel, beforeLast);
        }
        catch (EndOfStreamException) when (body.Length is null)
        {
            // That is how such a body ends.
        }
    }

    /// <summary>Sends all of it.</summary>
    public static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes)..];
        }
    }

    private static async Task CopyAsync(
        MessageReader from, long length, Func<ReadOnlyMemory<byte>, Task> send, CancellationToken cancel, Action? beforeLast = null)
    {
        while (length > 0)
        {
            ReadOnlyMemory<byte> some = await from.ReadSomeAsync(length, cancel);
            length -= some.Length;
            if (length == 0)
            {
                beforeLast?.Invoke();
            }

            await send(some);
        }
    }

    private static async Task CopyChunksAsync(
        MessageReader from, Func<ReadOnlyMemory<byte>, Task> send, CancellationToken cancel, Action? beforeLast = null)
    {
        long size;
        while ((size = SizeIn(await from.ReadLineAsync(cancel))) > 0)
        {
            await CopyAsync(from, size, some => send(Chunk(some.Span)), cancel);
            if (await from.ReadLineAsync(cancel) != "")
            {
                throw new InvalidDataException("The chunk is longer than its size.");
            }
        }

        while (await from.ReadLineAsync(cancel) != "")
        {
            // Trailer fields may be left out (RFC 9110, section 6.5.1).
        }

        beforeLast?.Invoke();
        await send("0\r\n\r\n"u8.ToArray());
    }

    private static long SizeIn(string line)
    {
        string digits = line.Split(';')[0].TrimEnd(' ', '\t');
        return digits.Length is > 0 and < 16 && digits.All(char.IsAsciiHexDigit)
            ? long.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : throw new InvalidDataException($"Not the size of a chunk: {line}");
    }

    private static byte[] Chunk(ReadOnlySpan<byte> bytes) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length:x}\r\n")), .. bytes, .. "\r\n"u8];
}
