using System.Runtime.CompilerServices;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Framework;

/// <summary>Lets in only so many test classes that start programs at a time, and no program of a class that is not marked.</summary>
/// <param name="places">For how many classes, however busy the machine is.</param>
/// <param name="extraPlaces">For how many more while the processors have nothing to do.</param>
/// <remarks>
/// A place is for a whole class, its fixture included, and not for one program: a test that needs four programs
/// would otherwise hold two places and wait for two more, which another test holds.
/// </remarks>
internal sealed class ProgramGate(int places, int extraPlaces = 0) : IDisposable
{
    /// <summary>Above this share of idle time there is room for one class more.</summary>
    private const double IdleEnough = 0.3;

    /// <summary>Whether the code that runs now was called, at whatever distance, by a class that is marked.</summary>
    private static readonly AsyncLocal<bool> IsInside = new();

    private readonly SemaphoreSlim _places = new(places);
    private int _extra;
    private bool _isBusy = true;

    /// <summary>
    /// The one of this run. Many programs at once get so little of a processor each that limits of seconds strike, and
    /// tests fail for no fault of the code. But most wait most of the time, for health checks or for each other. So two
    /// for each processor may always run, and four more while the processors are idle: on a busy machine there are none.
    /// </summary>
    public static ProgramGate OfThisRun { get; } = new(2 * Environment.ProcessorCount, 4 * Environment.ProcessorCount);

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
            Leave();
        }
    }

    /// <summary>Tells how busy the processors are. While they have time to spare, there is a place more at each call, up to the limit.</summary>
    /// <param name="idleShare">The share of the time since the last call in which they had nothing to do, 0 to 1.</param>
    public void Hear(double idleShare)
    {
        lock (_places)
        {
            _isBusy = idleShare < IdleEnough;
            if (!_isBusy && _places.CurrentCount == 0 && _extra < extraPlaces)
            {
                _extra++;
                _places.Release();
            }
        }
    }

    /// <summary>Looks once a second how busy the processors are, until the run is over.</summary>
    public async Task ListenWhileAsync(Task run, ProcessorLoad load)
    {
        while (!run.IsCompleted)
        {
            await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(1)));
            Hear(load.IdleShare());
        }
    }

    /// <summary>Gives the place back, unless it is one of the extra ones and they are too many now.</summary>
    private void Leave()
    {
        lock (_places)
        {
            if (_isBusy && _extra > 0)
            {
                _extra--;
            }
            else
            {
                _places.Release();
            }
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
