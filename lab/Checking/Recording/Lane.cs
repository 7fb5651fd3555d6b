namespace LearnLoadBalancer.Lab.Checking.Recording;

/// <summary>To whom something happened. A line of its own in the report.</summary>
/// <param name="Backend">The backend's number, from 1; 0 for the client, -1 for the program under test.</param>
internal readonly record struct Lane(int Backend)
{
    public static readonly Lane Client = new(0);
    public static readonly Lane Program = new(-1);

    public override string ToString() => Backend switch
    {
        0 => "client",
        -1 => "program",
        _ => $"backend {Backend}",
    };
}
