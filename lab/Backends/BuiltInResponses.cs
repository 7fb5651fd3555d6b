using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Lab.Backends;

/// <summary>What is answered to which request: the same as by <c>backends-node/backend.js</c>.</summary>
internal sealed partial class BuiltInResponses(int number) : IResponses
{
    private const int Megabyte = 1024 * 1024;
    private const int BlockSize = 64 * 1024;
    private const int LongestWaitMilliseconds = 600_000;
    private const int MostMegabytes = 100_000;

    private readonly string _name = $"Backend Server {number}";
    private volatile bool _healthy = true;
    private volatile BackendFault _fault = BackendFault.None;

    public ValueTask<Response> ToAsync(RequestHead request, long bodyLength) => ValueTask.FromResult(
        ToSwitch(request) ?? With(_fault, request, bodyLength));

    /// <summary>The switches work whatever is wrong.</summary>
    private Response? ToSwitch(RequestHead request) => request switch
    {
        { Path: "/health", Method: "GET" or "HEAD" } =>
            _fault.HangHealth ? Response.Never
            : _healthy ? Response.Line("200 OK", "healthy") : Response.Line("503 Service Unavailable", "unhealthy"),
        { Path: "/health" } => NotAllowed(request, "GET", "HEAD"),
        { Path: "/health/up", Method: "POST" } => TurnHealth(true),
        { Path: "/health/down", Method: "POST" } => TurnHealth(false),
        { Path: "/fault", Method: "POST" } => SetFault(request.Query),
        { Path: "/health/up" or "/health/down" or "/fault" } => NotAllowed(request, "POST"),
        _ => null,
    };

    private Response With(BackendFault fault, RequestHead request, long bodyLength)
    {
        if (fault.Silent)
        {
            return Response.Never;
        }

        Response response = fault.Fail is { } status
            ? Response.Line($"{status} {Reason(status)}", $"Failure {status} from {_name}")
            : To(request, bodyLength);
        return response with { Delay = response.Delay + fault.Slow };
    }

    private Response To(RequestHead request, long bodyLength) => request switch
    {
        { Path: "/slow" } => Slow(request),
        { Path: "/big" } => Big(request),
        { Path: "/upload", Method: "POST" or "PUT" } => Response.Line("200 OK", $"{_name} received {bodyLength} bytes"),
        { Path: "/upload" } => NotAllowed(request, "POST", "PUT"),
        _ => Plain(),
    };

    private Response Plain() => Response.Line("200 OK", $"Response from {_name}");

    private Response Slow(RequestHead request) =>
        Number(request, "ms", 1000, LongestWaitMilliseconds) is { } wait
            ? Plain() with { Delay = TimeSpan.FromMilliseconds(wait) }
            : Response.Line("400 Bad Request", $"ms must be a whole number from 0 to {LongestWaitMilliseconds}, as in /slow?ms=1500");

    private Response Big(RequestHead request)
    {
        if (Number(request, "mb", 10, MostMegabytes) is not { } megabytes)
        {
            return Response.Line("400 Bad Request", $"mb must be a whole number from 0 to {MostMegabytes}, as in /big?mb=100");
        }

        // One block is sent again and again, so memory stays the same at any size.
        string line = $"Many bytes from {_name} ".PadRight(63, '.') + "\n";
        byte[] block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(line, BlockSize / line.Length)));
        return new Response("200 OK", block) { Times = (long)megabytes * (Megabyte / BlockSize) };
    }

    private Response TurnHealth(bool healthy)
    {
        _healthy = healthy;
        return Response.Line("200 OK", $"{_name} now answers GET /health with {(healthy ? 200 : 503)}");
    }

    private Response SetFault(string text)
    {
        if (!BackendFault.TryParse(text, out BackendFault? fault))
        {
            return Response.Line("400 Bad Request", BackendFault.Explain(text));
        }

        _fault = fault;
        return Response.Line("200 OK", $"{_name} now has {(text == BackendFault.None.Text ? "no fault" : $"the fault {text}")}");
    }

    private static string Reason(int status)
    {
        using var standard = new HttpResponseMessage((HttpStatusCode)status);
        return standard.ReasonPhrase is { Length: > 0 } reason ? reason : "unknown"; // As Node.js has it.
    }

    private static Response NotAllowed(RequestHead request, params string[] methods) =>
        Response.Line("405 Method Not Allowed", $"{request.Path} takes {string.Join(" or ", methods)}, not {request.Method}") with
        {
            Allow = string.Join(", ", methods),
        };

    /// <summary>The number that the query gives; the usual one when it gives none; null when it is no good.</summary>
    private static int? Number(RequestHead request, string name, int usual, int most)
    {
        string? text = request.Query.Split('&')
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair[0] == name)
            .Select(pair => pair.Length > 1 ? pair[1] : "")
            .FirstOrDefault();
        return text is null ? usual
            : WholeNumber().IsMatch(text) && int.Parse(text, CultureInfo.InvariantCulture) is var value && value <= most ? value
            : null;
    }

    [GeneratedRegex("^[0-9]{1,9}$")]
    private static partial Regex WholeNumber();
}
