using System.Globalization;

namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>Goes by Content-Length, and leaves Transfer-Encoding to the backend, who goes by that.</summary>
internal sealed class Smuggles(ZooSettings settings) : HttpBalancer(settings)
{
    protected override Body BodyOf(Head request) =>
        HasBoth(request) && long.TryParse(request.Values("Content-Length")[0], NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? new Body(length, false)
            : base.BodyOf(request);

    protected override void WriteFraming(Head head, Body body)
    {
        if (!HasBoth(head))
        {
            base.WriteFraming(head, body);
        }
    }

    private static bool HasBoth(Head head) => head.Values("Content-Length").Length > 0 && head.Values("Transfer-Encoding").Length > 0;
}
