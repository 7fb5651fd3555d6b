using System.Runtime.CompilerServices;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Framework;

/// <summary>Lets in only so many classes that start programs at a time, and no program of a class that is not marked.</summary>
/// <param name="places">For how many classes.</param>
/// <remarks>
/// A place is for a whole class, its fixture included, and not for one program: a test that needs four programs
/// would otherwise hold two places and wait for two more, which another test holds.
/// </remarks>
internal sealed class ProgramGate(int places) : IDisposable
{
    /// <summary>Whether the code that runs now was called, at whatever distance, by a class that is marked.</summary>
    private static readonly AsyncLocal<bool> IsInside = new();

    /// <summary>
    /// The one of this run. Two places for each processor: programs wait for each other and for health checks, so one
    /// would leave it idle. With many more, each program gets so little of it that limits of seconds strike, and tests
    /// fail for no fault of the code.
    /// </summary>
    public static ProgramGate OfThisRun { get; } = new(2 * Environment.ProcessorCount);

    private readonly SemaphoreSlim _places = new(places);

    /// <summary>Runs the tests of a class that is marked, when there is a place.</summary>
    public async Task<T> RunInsideAsync<T>(Func<Task<T>> tests)
    {
        await _places.WaitAsync();
        try
        {
            IsInside.Value = true; // For what is called from here on. The caller does not see it.
            return await tests();
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    /// <summary>Before the first test: from then on every start of a process asks here.</summary>
    [ModuleInitializer]
    internal static void Guard() => ProcessStarter.Starting = program =>
    {
        if (!IsInside.Value)
        {
            throw new InvalidOperationException(
                $"This test starts a program, {Path.GetFileName(program)}, and its class is not marked. Put [StartsPrograms] above the class.");
        }
    };
}
