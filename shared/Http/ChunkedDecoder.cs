using System.Buffers.Text;

namespace LearnLoadBalancer.Http;

/// <summary>Reads the chunked coding (RFC 9112, section 7.1), and is strict about it.</summary>
/// <remarks>
/// <code>
/// 5;name=value CR LF    size in hex, extensions that nobody uses
/// hello CR LF           that many bytes, and a line end that must be there
/// 0 CR LF               the last chunk
/// Digest: abc CR LF     trailer fields, if any
/// CR LF                 the end
/// </code>
/// Every leniency here has been somebody's vulnerability: a bare LF, a sign or <c>0x</c> before the
/// size, a number that overflows, junk in an extension. It works on whatever bytes there are, and
/// consumes only what it has understood: what is left must be shown to it again, with more behind it.
/// </remarks>
internal sealed class ChunkedDecoder
{
    private State _state;
    private long _remaining;
    private int _trailerBytes;
    private bool _padded;

    private enum State
    {
        Size,
        Data,
        DataEnd,
        Trailers,
        Done,
        Broken,
    }

    /// <summary>Begins a new body.</summary>
    /// <param name="padded">
    /// There may be blanks behind a chunk's size, as some servers write them. Not in requests: there a reader that
    /// stops at the blank, and one that does not, could see two different sizes.
    /// </param>
    public void Reset(bool padded = false) => (_state, _remaining, _trailerBytes, _padded) = (State.Size, 0, 0, padded);

    /// <summary>Looks for the next thing.</summary>
    /// <param name="bytes">What has come and was not consumed.</param>
    /// <param name="mostData">No more data than this at once.</param>
    /// <param name="consumed">How many bytes it took.</param>
    /// <param name="found">The data, or the trailer field: a part of <paramref name="bytes"/>.</param>
    public ChunkEvent Read(ReadOnlySpan<byte> bytes, int mostData, out int consumed, out ReadOnlySpan<byte> found)
    {
        consumed = 0;
        found = [];
        while (true)
        {
            ReadOnlySpan<byte> rest = bytes[consumed..];
            switch (_state)
            {
                case State.Size:
                    int line = FindLine(rest, MessageLimits.ChunkLine);
                    if (line <= 0)
                    {
                        return line == 0 ? ChunkEvent.NeedInput : Break();
                    }

                    ReadOnlySpan<byte> size = rest[..(line - 2)];
                    if (!TryParseSizeLine(_padded ? size.TrimEnd(" \t"u8) : size, out _remaining))
                    {
                        return Break();
                    }

                    consumed += line;
                    _state = _remaining > 0 ? State.Data : State.Trailers;
                    if (_remaining == 0)
                    {
                        return ChunkEvent.LastChunk;
                    }

                    break;

                case State.Data:
                    int length = (int)Math.Min(_remaining, Math.Min(rest.Length, mostData));
                    if (length == 0)
                    {
                        return ChunkEvent.NeedInput;
                    }

                    found = rest[..length];
                    consumed += length;
                    _remaining -= length;
                    _state = _remaining == 0 ? State.DataEnd : State.Data;
                    return ChunkEvent.Data;

                case State.DataEnd:
                    if (!"\r\n"u8.StartsWith(rest[..Math.Min(2, rest.Length)]))
                    {
                        return Break();
                    }

                    if (rest.Length < 2)
                    {
                        return ChunkEvent.NeedInput;
                    }

                    consumed += 2;
                    _state = State.Size;
                    break;

                case State.Trailers:
                    return ReadTrailer(rest, ref consumed, out found);

                case State.Done:
                    return ChunkEvent.End;

                default:
                    return ChunkEvent.Bad;
            }
        }
    }

    private ChunkEvent ReadTrailer(ReadOnlySpan<byte> rest, scoped ref int consumed, out ReadOnlySpan<byte> field)
    {
        field = [];
        int line = FindLine(rest, MessageLimits.Trailers - _trailerBytes);
        if (line <= 0)
        {
            return line == 0 ? ChunkEvent.NeedInput : Break();
        }

        consumed += line;
        _trailerBytes += line;
        if (line == 2)
        {
            _state = State.Done;
            return ChunkEvent.End;
        }

        field = rest[..(line - 2)];
        int name = field.IndexOfAnyExcept(Bytes.Token);
        return name > 0 && field[name] == ':' ? ChunkEvent.Trailer : Break();
    }

    /// <summary>The length of the first line, CR LF included; 0 when it is not all there; -1 when it is wrong or too long.</summary>
    private static int FindLine(ReadOnlySpan<byte> bytes, int limit)
    {
        int end = bytes.IndexOfAny(Bytes.Controls);
        if ((end < 0 ? bytes.Length : end) > limit)
        {
            return -1;
        }

        if (end < 0 || (bytes[end] == '\r' && end + 1 == bytes.Length))
        {
            return 0;
        }

        return bytes[end] == '\r' && bytes[end + 1] == '\n' ? end + 2 : -1;
    }

    private static bool TryParseSizeLine(ReadOnlySpan<byte> line, out long size)
    {
        // exercise 3.5: begin
        // Utf8Parser takes hex digits and nothing else, and reports an overflow; 15 digits leave room for that.
        int digits = line.IndexOfAnyExcept(Bytes.HexDigits);
        digits = digits < 0 ? line.Length : digits;
        size = 0;
        return digits is > 0 and <= 15
            && Utf8Parser.TryParse(line[..digits], out size, out _, 'x')
            && AreExtensions(line[digits..]);
        // exercise 3.5: end
    }

    /// <summary>Zero or more of <c>; name</c>, <c>; name=token</c>, <c>; name="quoted"</c>, with white space between.</summary>
    private static bool AreExtensions(ReadOnlySpan<byte> rest)
    {
        while (rest.Length > 0)
        {
            rest = rest.TrimStart(" \t"u8);
            if (rest.Length == 0 || rest[0] != ';')
            {
                return false; // White space at the end is not in the grammar.
            }

            rest = rest[1..].TrimStart(" \t"u8);
            if (!TryTakeToken(ref rest))
            {
                return false;
            }

            ReadOnlySpan<byte> afterName = rest.TrimStart(" \t"u8);
            if (afterName.Length > 0 && afterName[0] == '=')
            {
                rest = afterName[1..].TrimStart(" \t"u8);
                if (!TryTakeToken(ref rest) && !TryTakeQuoted(ref rest))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool TryTakeToken(ref ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAnyExcept(Bytes.Token);
        end = end < 0 ? text.Length : end;
        text = text[end..];
        return end > 0;
    }

    private static bool TryTakeQuoted(ref ReadOnlySpan<byte> text)
    {
        if (text.Length == 0 || text[0] != '"')
        {
            return false;
        }

        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                text = text[(i + 1)..];
                return true;
            }

            i += text[i] == '\\' ? 1 : 0; // The next one is meant literally.
        }

        return false;
    }

    private ChunkEvent Break()
    {
        _state = State.Broken;
        return ChunkEvent.Bad;
    }
}
