using System.Net;
using System.Text;

namespace LearnLoadBalancer.Http;

/// <summary>Writes a client's request as it goes to a backend.</summary>
/// <remarks>
/// Lines that stay are copied as bytes, neighbours together in one copy; most requests are one or two
/// copies and the lines of ours behind them. Fields are judged before ours are added, so no
/// <c>Connection: X-Forwarded-For</c> can take one of them away.
/// </remarks>
internal sealed class RequestWriter(HttpOptions options)
{
    /// <summary>Writes the head, up to and including the empty line.</summary>
    /// <param name="request">The request.</param>
    /// <param name="head">Its bytes.</param>
    /// <param name="client">The client's address, as text.</param>
    /// <param name="local">The address the client came in at, for the rare request that names no host.</param>
    /// <param name="output">Where to write.</param>
    public void Write(RequestHead request, ReadOnlySpan<byte> head, ReadOnlySpan<byte> client, EndPoint? local, OutputBuffer output)
    {
        bool trusted = IsTrusted(client);
        WriteFirstLine(request, head, output);
        WriteFields(request, head, trusted, output);
        if (request.Hosts == 0)
        {
            output.Append("Host: "u8);
            AppendHost(request, head, local, output);
            output.Append("\r\n"u8);
        }

        if (options.SendVia)
        {
            HeadWriter.AppendVia(output, request.MinorVersion);
        }

        WriteForwarded(request, head, client, local, trusted, output);
        HeadWriter.AppendFraming(output, request.Body);
        output.Append(request.AsksForWebSocket ? "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"u8 : "\r\n"u8);
    }

    private static void WriteFirstLine(RequestHead request, ReadOnlySpan<byte> head, OutputBuffer output)
    {
        output.Append(request.MethodName(head));
        output.Append(" "u8);
        if (request.Target.LacksSlash || request.Target.PathLength == 0)
        {
            // http://host?query has the path "/"; and OPTIONS of a whole host is an asterisk (RFC 9112, section 3.2.4).
            output.Append(request.Method == RequestMethod.Options && request.Target.PathLength == 0 ? "*"u8 : "/"u8);
        }

        output.Append(request.Target.Path(head));
        output.Append(" HTTP/1.1\r\n"u8);
    }

    private void WriteFields(RequestHead request, ReadOnlySpan<byte> head, bool trusted, OutputBuffer output)
    {
        int from = request.FieldsStart;
        foreach (ref readonly HeadField field in request.Fields)
        {
            bool replaced = request.Target.IsAbsolute && field.Kind == FieldKind.Host;
            if (!replaced && IsKept(field, request, head, trusted))
            {
                continue; // It lengthens the run that is copied at once.
            }

            HeadWriter.AppendLines(output, head, from, field.Start);
            from = field.End;
            if (replaced)
            {
                // The target says which host is meant, and it overrules the field (RFC 9112, section 3.2.2).
                output.Append(head[field.Start..field.ValueStart]);
                output.Append(request.Target.Authority(head));
                output.Append("\r\n"u8);
            }
        }

        HeadWriter.AppendLines(output, head, from, request.Length - 2);
    }

    private bool IsKept(in HeadField field, RequestHead request, ReadOnlySpan<byte> head, bool trusted) => field.Kind switch
    {
        FieldKind.Underscore when !options.ForwardUnderscores => false,

        // The list of addresses is written anew with ours at its end; the others are kept from a proxy that
        // we trust, since it saw the client and we did not. Forwarded (RFC 7239) says the same as all three.
        // We write none, so a stranger's would be the only one, and a backend that knows it might believe it.
        FieldKind.XForwardedFor => false,
        FieldKind.Forwarded or FieldKind.XForwardedHost or FieldKind.XForwardedProto => trusted,
        FieldKind.Expect => request.ExpectsContinue,
        _ => !HopByHop.IsRemoved(field, request, head),
    };

    private static void WriteForwarded(
        RequestHead request, ReadOnlySpan<byte> head, ReadOnlySpan<byte> client, EndPoint? local, bool trusted, OutputBuffer output)
    {
        bool hasHost = false;
        bool hasProto = false;
        output.Append("X-Forwarded-For: "u8);
        if (trusted)
        {
            foreach (ref readonly HeadField field in request.Fields)
            {
                hasHost |= field.Kind == FieldKind.XForwardedHost;
                hasProto |= field.Kind == FieldKind.XForwardedProto;
                if (field.Kind == FieldKind.XForwardedFor && field.ValueLength > 0)
                {
                    output.Append(field.Value(head));
                    output.Append(", "u8);
                }
            }
        }

        output.Append(client);
        output.Append("\r\n"u8);
        if (!hasProto)
        {
            output.Append("X-Forwarded-Proto: http\r\n"u8);
        }

        if (!hasHost)
        {
            output.Append("X-Forwarded-Host: "u8);
            AppendHost(request, head, local, output);
            output.Append("\r\n"u8);
        }
    }

    private static void AppendHost(RequestHead request, ReadOnlySpan<byte> head, EndPoint? local, OutputBuffer output) =>
        output.Append(
            request.Target.IsAbsolute ? request.Target.Authority(head)
            : request.Hosts > 0 ? request.ValueOf(FieldKind.Host, head)
            : Encoding.ASCII.GetBytes(FormatLocal(local)));

    private static string FormatLocal(EndPoint? local) => local is IPEndPoint { Address: var address, Port: var port }
        ? new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port).ToString()
        : "localhost";

    private bool IsTrusted(ReadOnlySpan<byte> client)
    {
        if (options.TrustedProxies.Count == 0)
        {
            return false;
        }

        IPAddress address = IPAddress.Parse(Encoding.ASCII.GetString(client));
        return options.TrustedProxies.Contains(address);
    }
}
