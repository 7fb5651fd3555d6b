using LearnLoadBalancer.Http;
using LearnLoadBalancer.Serving;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Serving;

public sealed class FailureLogTests
{
    [Fact]
    public void Report_AStorm_WritesAFewLinesAndACount()
    {
        var time = new ManualTimeProvider();
        var logger = new CollectingLogger();
        var log = new FailureLog(logger, time);
        for (int failure = 0; failure < 1000; failure++)
        {
            log.Report(CauseCode.ConnectRefused, new LearnLoadBalancer.Backends.Backend("b", 1));
        }

        log.Report(CauseCode.ResponseJunk, null);
        log.Tick();
        Assert.Equal(FailureLog.LinesPerPeriod + 1, logger.Lines.Count);
        Assert.Equal("502 connect_refused: The backend refused the connection. (backend b:1) See docs/causes.md#connect_refused", logger.Lines[0]);

        time.Advance(FailureLog.Period);
        log.Tick();
        Assert.Equal("connect_refused: 990 more in the last 10 seconds", logger.Lines[^1]);
        log.Report(CauseCode.ConnectRefused, null);
        Assert.Equal("502 connect_refused: The backend refused the connection. See docs/causes.md#connect_refused", logger.Lines[^1]);
    }

    [Fact]
    public void Report_ConnectFailed_HasTheSystemsOwnWords()
    {
        var logger = new CollectingLogger();
        new FailureLog(logger, new ManualTimeProvider()).Report(
            CauseCode.ConnectFailed, new LearnLoadBalancer.Backends.Backend("b", 1), System.Net.Sockets.SocketError.HostNotFound);

        string words = new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound).Message;
        Assert.Equal([$"502 connect_failed: The backend could not be reached. (backend b:1: {words}) See docs/causes.md#connect_failed"], logger.Lines);
    }
}
