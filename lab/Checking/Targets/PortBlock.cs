namespace LearnLoadBalancer.Lab.Checking.Targets;

/// <summary>Some ports that are this process's alone, among all that ask in this way, until it ends.</summary>
/// <remarks>
/// That a port can be bound does not mean that nobody needs it: a backend that is dead at the moment has its port
/// free, and will want it back. So a block is taken by locking a file. The system lets go of the lock when the
/// process ends, in whichever way.
/// </remarks>
internal sealed class PortBlock
{
    /// <summary>How many ports a block has. A check of a program needs four; a test run some hundreds.</summary>
    public const int Size = 40;

    private readonly FileStream? _lock;
    private int _taken;

    private PortBlock(int first, FileStream? file) => (First, _lock) = (first, file);

    /// <summary>The smallest of its ports.</summary>
    public int First { get; }

    /// <summary>Takes a block, if no other process has it.</summary>
    /// <param name="folder">Where the lock files are.</param>
    /// <param name="first">Its smallest port.</param>
    /// <returns>Null when another has it. Where no file can be written, everybody gets every block, and has to be lucky.</returns>
    public static PortBlock? TryTake(string folder, int first)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new PortBlock(first, new FileStream(Path.Combine(folder, $"{first}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException)
        {
            return new PortBlock(first, null); // Another user's folder.
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The next port that was not taken yet, or null: then the block is used up, and stays ours all the same.</summary>
    public int? TakeNext() => _taken < Size ? First + _taken++ : null;

    /// <summary>Gives the block back. For tests: a program keeps its blocks as long as it runs.</summary>
    public void Release() => _lock?.Dispose();
}
