using System.Globalization;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Machine;

/// <summary>Learns from a .NET program, while it runs, how much it has allocated.</summary>
/// <remarks>See <c>StartupHook</c>, the part that runs inside that program and prints the figure now and then.</remarks>
internal sealed class AllocationProbe
{
    /// <summary>The lines of the hook begin so.</summary>
    public const string Mark = "bench allocated ";

    private readonly Lock _lock = new();
    private TaskCompletionSource<long> _next = New();

    /// <summary>Makes a program tell.</summary>
    public static ChildProgram AddTo(ChildProgram program) => program with
    {
        Environment = new Dictionary<string, string>(program.Environment)
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(AllocationProbe).Assembly.Location,
        },
    };

    /// <summary>Takes a line of the program's output.</summary>
    public void OnLine(OutputLine line)
    {
        if (line.Text.StartsWith(Mark, StringComparison.Ordinal)
            && long.TryParse(line.Text.AsSpan(Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long bytes))
        {
            lock (_lock)
            {
                _next.SetResult(bytes);
                _next = New();
            }
        }
    }

    /// <summary>The bytes allocated since the program's start, as it says next.</summary>
    public async Task<long> ReadAsync(CancellationToken cancel)
    {
        await NextAsync(cancel); // This one may have been on its way before we asked.
        return await NextAsync(cancel);
    }

    private Task<long> NextAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            return _next.Task.WaitAsync(cancel);
        }
    }

    private static TaskCompletionSource<long> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
