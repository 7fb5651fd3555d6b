using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Balancing;

/// <summary>Chooses one backend among those that may be used.</summary>
/// <remarks>
/// A policy is given the backends that are available and never learns why the others are not:
/// health is a filter in front of it. That keeps both simple, and lets any policy work with any
/// way of checking health. The same seam has the same name in YARP; HAProxy calls it <c>balance</c>.
/// </remarks>
public interface ILoadBalancingPolicy
{
    /// <summary>Picks the backend for the next connection (from Level 3 on: the next request).</summary>
    /// <param name="available">The backends that may be used now. May be empty.</param>
    /// <returns>One of them, or null when there is none.</returns>
    Backend? Pick(IReadOnlyList<Backend> available);

    /// <summary>Picks the backend for a request of which something is known. A policy that wants to know nothing leaves this as it is.</summary>
    /// <param name="available">
    /// The backends that may be used now. May be empty. As long as nothing changes it is the same object,
    /// which itself never changes: so a policy may keep what it has worked out for a list, and tell by the reference.
    /// </param>
    /// <param name="context">What is known of the request, and where it has been already.</param>
    /// <returns>One of them that was not tried yet, or null when there is none.</returns>
    Backend? Pick(IReadOnlyList<Backend> available, in PickContext context) => Pick(context.Untried(available));

    /// <summary>
    /// Works out what picks from this list will need, before the first of them. Called when the list is about
    /// to change, by somebody who has time; requests have none. A policy that keeps nothing leaves this as it is.
    /// </summary>
    /// <param name="available">The backends that may be used from now on.</param>
    void Prepare(IReadOnlyList<Backend> available)
    {
    }
}
