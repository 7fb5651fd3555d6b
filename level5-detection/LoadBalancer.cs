using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Health;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Level5.Options;
using LearnLoadBalancer.Level5.States;
using LearnLoadBalancer.Serving;
using LearnLoadBalancer.Tables;
using LearnLoadBalancer.Upstream;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Level5;

/// <summary>
/// Level 4, and a judgement: a backend is well if its checks say so and its responses do. Whoever fails too often
/// has a rest, and then one request finds out.
/// </summary>
internal sealed class LoadBalancer : IDisposable
{
    private readonly HttpParts _parts;
    private readonly Detector _detector;
    private readonly BackendChooser _chooser;
    private readonly RequestPreparation _preparation;
    private readonly Upstreams _upstreams;
    private readonly HttpServer<JudgingExchange> _server;

    public LoadBalancer(
        BalancingOptions balancing, DetectionOptions detection, ILogger logger,
        TimeProvider? time = null, ArrayPool<byte>? buffers = null, HttpOptions? options = null, Random? random = null)
    {
        Backend[] backends = [.. balancing.Backends.Select(weighted => weighted.Backend)];
        // What both sides need: the clock, the buffers, the list of all open connections.
        _parts = new HttpParts(logger, backends.Distinct().Count(), time, buffers, options);

        // Who may be used: checks, requests and the clock bring the news, and it becomes one list for the policies.
        _detector = new Detector(balancing.Backends, detection, _parts, random ?? Random.Shared);
        var outages = new OutageLog(States, logger, "All healthy backends drain: they have weight 0!");
        _chooser = new BackendChooser(balancing, backends, States, outages, _parts.Time);

        // The way of a request: it is written anew, goes out at the back, and its response comes in there.
        _preparation = new RequestPreparation(_parts.Options);
        _upstreams = new Upstreams(backends, States, _parts);
        _server = new HttpServer<JudgingExchange>(
            () => new JudgingExchange(_parts.Buffers, _chooser.InFlight, States), ServeAsync, outages, _upstreams, _parts);
    }

    /// <summary>Who has how many requests at the moment.</summary>
    public InFlight InFlight => _chooser.InFlight;

    /// <summary>How many connections have ended by a mistake of ours.</summary>
    public long Mistakes => _server.Mistakes;

    /// <summary>Who may be used, and why the others may not.</summary>
    public BackendStates States => _detector.States;

    /// <summary>Checks once, then serves clients, and goes on checking, until told to stop.</summary>
    public async Task RunAsync(Socket listener, CancellationToken stop)
    {
        // All at once, no longer than one check may take. Clients that come meanwhile wait in the kernel's queue.
        await _detector.StartAsync(stop);
        _chooser.Start();
        States.Start(_chooser.Weights); // From now on who comes back may count less for a while.
        await _server.RunAsync(listener, stop); // Until the stop, and then until the last client has gone.
        await _detector.Ended;
    }

    public void Dispose()
    {
        _detector.Dispose();
        _parts.Dispose();
    }

    /// <summary>One request, whose head has been read. Thousands of these run at the same time.</summary>
    /// <returns>What came of it. The front tells the client: with a 502, say, or by closing after half a response.</returns>
    /// <remarks>It allocates nothing: the state of the method itself is used again, see <see cref="PooledMethodBuilder{TResult}"/>.</remarks>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    private async ValueTask<ForwardResult> ServeAsync(ClientConnection client, JudgingExchange exchange, CancellationToken abort)
    {
        // 1. Write the request as a backend will get it: without what concerns this connection only, with a word on
        //    who asks, and with one clear end. Some requests can't be forwarded: then that is all.
        if (_preparation.Prepare(client, exchange) is var wrong and not CauseCode.None)
        {
            return ForwardResult.Refused(wrong);
        }

        // 2. What of it matters for the choice: its key, its session. As it will be sent, and not as it came.
        RequestTraits traits = _chooser.Classify(client, exchange);

        // However it ends, the backend is done with the request then, though the client may not be. And if it was the
        // one that should find out whether a backend works again, the next may try.
        using Lease lease = exchange.Lease;
        using Admission admission = exchange.Admission;
        (ForwardResult result, Backend? backend) = (ForwardResult.NoBackend, null);
        (NextTry next, bool fresh) = (NextTry.AnotherBackend, false);
        while (next != NextTry.None)
        {
            // 3. Pick among the usable, and ask at the door. From now on the request counts there, and no longer where it
            //    was. One that is only sent again stays where it was: it has had its turn.
            if (next == NextTry.AnotherBackend)
            {
                if ((backend = admission.Pick(_chooser, client, exchange, traits)) is null)
                {
                    break; // Nobody is left. What the client is told is the result of the last attempt.
                }

                lease.MoveTo(backend);
            }

            // 4. One attempt: borrow a connection to it, forward both ways, and give the connection back.
            //    It ends with the response, with the backend's or the client's end, or with a time limit.
            _chooser.BeginAttempt(exchange, backend!, traits);
            result = await _upstreams.AttemptAsync(backend!, client, exchange, fresh, abort);

            // 5. Is it worth another try? An idle connection that has failed us is followed by new ones only.
            next = Retry.After(result, exchange.Request.Method, exchange.Upload.IsAtHand, exchange.Tried.Dialled);
            _chooser.EndAttempt(exchange, backend!, result, next);
            fresh |= next == NextTry.SameBackend;

            // 6. What does it say of the backend? Each attempt counts, not only the last one of a request.
            admission.Note(result, exchange.Response.Status);
        }

        return result;
    }
}
