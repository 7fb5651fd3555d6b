namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>Right programs in Python: without threads, and with them.</summary>
[StartsPrograms]
public sealed class PythonProgramTests
{
    [LanguageFact("python3")]
    public Task Asyncio_Checked_PassesAll() => RightProgram.PassesAsync(level: 2, "python3 python-asyncio.py {port} {backends} 1");

    [LanguageFact("python3")]
    public Task Threads_Checked_PassesAll() => RightProgram.PassesAsync(level: 1, "python3 python-threads.py {port} {backends}");
}
