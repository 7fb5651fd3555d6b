namespace LearnLoadBalancer.Tests.Level3;

/// <summary>What a backend does after its last byte.</summary>
public enum Afterwards
{
    Stay,
    Close,
    Reset,
}
