using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>Ends a check: the program did not do what it should.</summary>
/// <param name="expected">What should have come; it continues the word "expected".</param>
/// <param name="came">What came instead.</param>
/// <param name="evidence">The bytes, where they matter.</param>
internal sealed class CheckFailedException(string expected, string came, Evidence evidence) : Exception($"expected {expected}; came {came}")
{
    /// <summary>One exchange shows it.</summary>
    public CheckFailedException(string expected, string came, Exchange exchange)
        : this(expected, came, exchange.Evidence)
    {
    }

    /// <summary>No single exchange shows it; a command line may.</summary>
    public CheckFailedException(string expected, string came, string? curl = null)
        : this(expected, came, new Evidence(null, null, curl))
    {
    }

    public string Expected => expected;

    public string Came => came;

    public Evidence Evidence => evidence;

    /// <summary>What to say of it, when what came shows the cause. Null: the check's own hint.</summary>
    public Advice? Advice { get; init; }
}
