namespace LearnLoadBalancer.Http;

/// <summary>Writes a backend's response as it goes to the client.</summary>
internal static class ResponseWriter
{
    /// <summary>How a body is framed for this client, given how the backend framed it.</summary>
    /// <remarks>
    /// A body that ends with the backend's connection is chunked anew, so the client's connection can go
    /// on, and a cut can be told from an end. HTTP/1.0 has no chunks: there the end of our connection is
    /// the end of the body.
    /// </remarks>
    public static BodyFraming Reframe(BodyFraming body, int clientMinorVersion) => body.Kind switch
    {
        BodyKind.Chunked or BodyKind.UntilClose =>
            new BodyFraming(clientMinorVersion > 0 ? BodyKind.Chunked : BodyKind.UntilClose, 0),
        _ => body,
    };

    /// <summary>What to say about the body in the head; also where there is none, but a GET would have had one.</summary>
    public static BodyFraming Declare(ResponseHead response, ReadOnlySpan<byte> head, RequestHead request, BodyFraming framing)
    {
        if (request.Method != RequestMethod.Head && response.Status != 304)
        {
            return framing;
        }

        (BodyFraming told, _) = BodyFraming.OfResponseFields(response, head);
        return told.Kind == BodyKind.Length || request.MinorVersion > 0 && told.Kind == BodyKind.Chunked ? told : BodyFraming.None;
    }

    /// <summary>Writes the head, up to and including the empty line.</summary>
    /// <param name="response">The response.</param>
    /// <param name="head">Its bytes.</param>
    /// <param name="extraFields">Lines of ours that go with it, each with its CR LF.</param>
    /// <param name="framing">What to say about the body.</param>
    /// <param name="keepOpen">Whether the client's connection goes on after this response.</param>
    /// <param name="clientMinorVersion">The client's version, which decides what goes without saying.</param>
    /// <param name="output">Where to write.</param>
    public static void Write(
        ResponseHead response,
        ReadOnlySpan<byte> head,
        ReadOnlySpan<byte> extraFields,
        BodyFraming framing,
        bool keepOpen,
        int clientMinorVersion,
        OutputBuffer output)
    {
        WriteKept(response, head, output);
        output.Append(extraFields);
        HeadWriter.AppendFraming(output, framing);
        if (!keepOpen)
        {
            output.Append("Connection: close\r\n\r\n"u8);
        }
        else
        {
            output.Append(clientMinorVersion > 0 ? "\r\n"u8 : "Connection: keep-alive\r\n\r\n"u8);
        }
    }

    /// <summary>Writes an interim response: no body, and nothing said about the connection.</summary>
    public static void WriteInterim(ResponseHead response, ReadOnlySpan<byte> head, OutputBuffer output)
    {
        WriteKept(response, head, output);
        output.Append("\r\n"u8);
    }

    /// <summary>Writes the 101 with which HTTP ends on this connection.</summary>
    public static void WriteSwitch(ResponseHead response, ReadOnlySpan<byte> head, ReadOnlySpan<byte> extraFields, OutputBuffer output)
    {
        WriteKept(response, head, output);
        output.Append(extraFields);
        output.Append("Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"u8);
    }

    private static void WriteKept(ResponseHead response, ReadOnlySpan<byte> head, OutputBuffer output)
    {
        // The version in a first line is that of the sender, so it is ours; status and reason are the backend's.
        output.Append("HTTP/1.1"u8);
        output.Append(head[8..response.FirstLineEnd]);
        output.Append(response.FirstLineEnd == 12 ? " \r\n"u8 : "\r\n"u8);
        if (response.HasBareLineEnds)
        {
            WriteEachKept(response, head, output);
            return;
        }

        int from = response.FieldsStart;
        foreach (ref readonly HeadField field in response.Fields)
        {
            if (HopByHop.IsRemoved(field, response, head))
            {
                HeadWriter.AppendLines(output, head, from, field.Start);
                from = field.End;
            }
        }

        HeadWriter.AppendLines(output, head, from, response.Length - 2);
    }

    /// <summary>The same where lines end as they must not: each gets the end that it should have.</summary>
    private static void WriteEachKept(ResponseHead response, ReadOnlySpan<byte> head, OutputBuffer output)
    {
        foreach (ref readonly HeadField field in response.Fields)
        {
            if (!HopByHop.IsRemoved(field, response, head))
            {
                output.Append(head[field.Start..(field.ValueStart + field.ValueLength)]);
                output.Append("\r\n"u8);
            }
        }
    }
}
