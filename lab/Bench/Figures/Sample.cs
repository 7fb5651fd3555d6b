namespace LearnLoadBalancer.Lab.Bench.Figures;

/// <summary>The figures of one proxy in one round. What can't be measured here is absent, not zero.</summary>
internal sealed class Sample
{
    private readonly Dictionary<Figure, double> _values = [];

    public IReadOnlyDictionary<Figure, double> Values => _values;

    /// <summary>The value, or null where it was not measured.</summary>
    public double? this[Figure figure] => _values.TryGetValue(figure, out double value) ? value : null;

    /// <summary>Notes a value; null, and what came of a division by zero, is left out.</summary>
    public Sample Set(Figure figure, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            _values[figure] = number;
        }

        return this;
    }
}
