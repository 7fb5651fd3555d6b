namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>A flag that keeps the log from a line per client, and that nobody sets back: the second outage goes by in silence.</summary>
internal sealed class TellsOneOutage(ZooSettings settings) : Balancer(settings)
{
    protected override Health CreateHealth(HealthSettings health) => new Silenced(health);

    private sealed class Silenced(HealthSettings settings) : Health(settings)
    {
        private bool _isTold;

        protected override void TellOutage()
        {
            if (!_isTold)
            {
                base.TellOutage();
            }

            _isTold = true;
        }
    }
}
