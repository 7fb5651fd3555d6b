namespace LearnLoadBalancer.Lab.Checking.Wire;

/// <summary>Takes the bytes of a body as they come.</summary>
internal delegate void SpanSink(ReadOnlySpan<byte> bytes);
