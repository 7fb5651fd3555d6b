using System.Collections.Concurrent;

namespace LearnLoadBalancer.Tests.Docs.Running;

/// <summary>
/// The copies of the repository that pages run in. One that a page left as it was is kept for the next:
/// most pages change nothing, and writing a thousand files for each of them took longer than many of
/// their commands.
/// </summary>
public sealed class CheckoutCopies : IDisposable
{
    private readonly ConcurrentBag<CheckoutCopy> _untouched = [];

    /// <summary>A copy that nobody else has now.</summary>
    internal CheckoutCopy Take() => _untouched.TryTake(out CheckoutCopy? copy) ? copy : new CheckoutCopy();

    /// <summary>Keeps the copy for the next page, or deletes it.</summary>
    internal void Return(CheckoutCopy copy)
    {
        if (copy.IsUntouched)
        {
            _untouched.Add(copy);
        }
        else
        {
            copy.Dispose();
        }
    }

    /// <summary>Deletes the copies that were returned. All must be, by then.</summary>
    public void Dispose()
    {
        while (_untouched.TryTake(out CheckoutCopy? copy))
        {
            copy.Dispose();
        }
    }
}
