using LearnLoadBalancer.Lab.Race;
using LearnLoadBalancer.Lab.Race.Live;

namespace LearnLoadBalancer.Tests.Lab.Race.Live;

[StartsPrograms]
public sealed class LiveTallyTests
{
    private const long Millisecond = TimeSpan.TicksPerMillisecond;
    private static readonly Racer Racer = Racer.All[0];

    [Fact]
    public void Of_EachOutcome_IsCountedOnce()
    {
        RaceResult result = LiveTally.Of(
            Racer,
            [
                Request(0, arrival: 0, sent: 1, reached: 2, LiveOutcome.Answered, ended: 30),
                Request(1, arrival: 10, sent: 10, reached: 11, LiveOutcome.Refused, ended: 12),
                Request(1, arrival: 20, sent: 20, reached: 21, LiveOutcome.TimedOut, ended: 2020),
                Request(null, arrival: 30, sent: 35, reached: 0, LiveOutcome.Failed, ended: 36),
            ],
            servers: 2,
            end: 30 * Millisecond);

        Assert.Equal([1, 2], result.Requests); // The last one got to nobody.
        Assert.Equal((1, 1, 1, 3), (result.Refused, result.TimedOut, result.Failed, result.Errors));
        Assert.Equal([30, 2000, 2000, 2000], result.Latencies); // From when it was due, not from when it was sent.
        Assert.Equal(new SendingLag(5, 5), result.Lag);
    }

    [Fact]
    public void Of_InFlight_IsFromTheBackendToTheClientsResponse()
    {
        RaceResult result = LiveTally.Of(
            Racer,
            [
                Request(0, arrival: 0, sent: 0, reached: 10, LiveOutcome.Answered, ended: 50),
                Request(0, arrival: 20, sent: 20, reached: 30, LiveOutcome.Answered, ended: 80),
                Request(0, arrival: 60, sent: 100, reached: 110, LiveOutcome.TimedOut, ended: 90), // Too late for its client.
                Request(0, arrival: 119, sent: 119, reached: 119, LiveOutcome.Answered, ended: 130),
            ],
            servers: 1,
            end: (120 * Millisecond) - 1); // So each stretch is a millisecond.

        IReadOnlyList<int> counts = Assert.Single(result.InFlight);
        (int Stretch, int Most)[] expected = [(9, 0), (10, 1), (29, 1), (30, 2), (50, 2), (51, 1), (80, 1), (81, 0), (119, 1)];
        Assert.All(expected, one => Assert.Equal(one.Most, counts[one.Stretch]));
        Assert.Equal(2, result.Peak);
    }

    private static LiveRequest Request(int? server, int arrival, int sent, int reached, LiveOutcome outcome, int ended)
    {
        var request = new LiveRequest(new RaceRequest { Number = 0, Arrival = arrival * Millisecond, Cost = 0, Key = 0, Balancer = 0 })
        {
            SentAt = sent * Millisecond,
        };
        if (server is { } place)
        {
            request.TryReach(place, reached * Millisecond);
        }

        request.TryEnd(outcome, ended * Millisecond);
        return request;
    }
}
