namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>What a backend does after its last byte.</summary>
public enum Afterwards
{
    Stay,
    Close,
    Reset,
}
