using System.Diagnostics;
using System.Runtime.Versioning;
using LearnLoadBalancer.Lab.Processes;
using Xunit.Sdk;

namespace LearnLoadBalancer.Tests.Processes;

/// <summary>
/// A real program, started by a test: what it prints is kept and can be waited for, signals can be
/// sent, and disposing it ends it together with every process that it has started.
/// </summary>
/// <remarks>
/// Every wait is for a fact. The limit is a guard against hanging for ever, and when it strikes, the
/// test fails with everything that the program has printed.
/// </remarks>
internal sealed class RunningProgram : IAsyncDisposable
{
    /// <summary>Generous: no test passes or fails by speed, not even on a busy machine.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ProgramStart _start;
    private readonly Process _process;
    private readonly Task _ended;

    private RunningProgram(ProgramStart start)
    {
        _start = start;
        _process = ProcessStarter.Start(start.ToStartInfo());
        Id = _process.Id;
        _ended = Task.WhenAll(
            Output.ReadAsync(_process.StandardOutput),
            Errors.ReadAsync(_process.StandardError),
            _process.WaitForExitAsync());
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>Standard output.</summary>
    public ProgramOutput Output { get; } = new();

    /// <summary>Standard error.</summary>
    public ProgramOutput Errors { get; } = new();

    /// <summary>Standard input. It stays open until it is closed here, or the program is disposed.</summary>
    public StreamWriter Input => _process.StandardInput;

    /// <summary>Starts a program.</summary>
    public static RunningProgram Start(ProgramStart start) => new(start);

    /// <summary>Starts a program without input, and waits for its end.</summary>
    public static async Task<ProgramResult> RunAsync(ProgramStart start)
    {
        await using RunningProgram program = Start(start);
        program.Input.Close();
        int exitCode = await program.WaitForExitAsync();
        return new ProgramResult(exitCode, program.Output.Text, program.Errors.Text);
    }

    /// <summary>Waits for a line of standard output, which may have come already.</summary>
    /// <param name="line">The whole line.</param>
    /// <param name="skip">How many lines to pass over first, for a line that comes more than once.</param>
    public Task<string> WaitForLineAsync(string line, int skip = 0) =>
        WaitForLineAsync(text => text == line, $"the line \"{line}\"", skip);

    /// <summary>Waits for a line of standard output, which may have come already.</summary>
    /// <param name="wanted">Says whether a line is the one.</param>
    /// <param name="what">What is waited for, for the message of the failure.</param>
    /// <param name="skip">How many lines to pass over first, for a line that comes more than once.</param>
    public async Task<string> WaitForLineAsync(Func<string, bool> wanted, string what, int skip = 0)
    {
        if (await GuardAsync(Output.FindLineAsync(wanted, skip), what) is { } line)
        {
            return line;
        }

        int exitCode = await WaitForExitAsync(); // Only then is the reason, on standard error, complete.
        throw Failure($"ended (exit code {exitCode}) without {what}");
    }

    /// <summary>Waits until the program has ended and all that it printed is read.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await GuardAsync(DoneAsync(), "its end");
        return _process.ExitCode;

        async Task<bool> DoneAsync()
        {
            await _ended;
            return true;
        }
    }

    /// <summary>Sends SIGINT: what Ctrl+C in its terminal does. Windows has no such signal between programs.</summary>
    [UnsupportedOSPlatform("windows")]
    public void Interrupt() => Send(Posix.SigInt);

    /// <summary>Sends SIGTERM: the polite request to end.</summary>
    [UnsupportedOSPlatform("windows")]
    public void Terminate() => Send(Posix.SigTerm);

    /// <summary>Ends the program and its children at once, as a crash would, and waits until they are gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true); // No error when it has ended already.
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    [UnsupportedOSPlatform("windows")]
    private void Send(int signal)
    {
        Assert.False(_process.HasExited, Describe("has ended before the signal was sent"));
        Assert.Equal(0, Posix.Kill(Id, signal));
    }

    private async Task<T> GuardAsync<T>(Task<T> fact, string what)
    {
        try
        {
            return await fact.WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            throw Failure($"was given {Limit.TotalSeconds} s for {what}, in vain");
        }
    }

    private FailException Failure(string what) => FailException.ForFailure(Describe(what));

    private string Describe(string what) =>
        $"""
        {_start}
        {what}.
        --- its output ---
        {Output.Text}
        --- its errors ---
        {Errors.Text}
        """;
}
