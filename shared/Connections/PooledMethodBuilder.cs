using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LearnLoadBalancer.Connections;

/// <summary>
/// Makes <c>async ValueTask&lt;T&gt;</c> methods that reuse their state: put
/// <c>[AsyncMethodBuilder(typeof(PooledMethodBuilder&lt;&gt;))]</c> on a method that waits once per request.
/// </summary>
/// <remarks>
/// An async method that has to wait moves its local variables to an object on the heap: some 200 bytes
/// of garbage per call. The base library's own pooling builder keeps one such object per core, which is
/// enough for calls that follow each other; ours wait by the hundred at once, one per connection, so
/// this one keeps many. The execution context (<c>AsyncLocal</c>) is not carried along: nobody here uses it.
/// </remarks>
[SuppressMessage("Performance", "CA1822", Justification = "The compiler asks for instance methods.")]
internal struct PooledMethodBuilder<TResult>
{
    private PooledMethodState<TResult>? _state;
    private TResult _result;

    /// <summary>Called by the compiler at the beginning of each call.</summary>
    public static PooledMethodBuilder<TResult> Create() => default;

    /// <summary>What the method returns: the result itself when it did not have to wait.</summary>
    public readonly ValueTask<TResult> Task =>
        _state is null ? new ValueTask<TResult>(_result) : new ValueTask<TResult>(_state, _state.Version);

    /// <summary>Runs the method up to its first wait.</summary>
    public readonly void Start<TMethod>(ref TMethod method)
        where TMethod : IAsyncStateMachine => method.MoveNext();

    /// <summary>Required by the compiler's pattern; a relic.</summary>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine) => _ = stateMachine;

    /// <summary>The method has returned.</summary>
    public void SetResult(TResult result)
    {
        if (_state is null)
        {
            _result = result;
        }
        else
        {
            _state.SetResult(result);
        }
    }

    /// <summary>The method has thrown.</summary>
    public void SetException(Exception exception)
    {
        _state ??= new PooledMethodState<TResult>();
        _state.SetException(exception);
    }

    /// <summary>The method waits for somebody who does not carry an execution context.</summary>
    public void AwaitOnCompleted<TAwaiter, TMethod>(ref TAwaiter awaiter, ref TMethod method)
        where TAwaiter : INotifyCompletion
        where TMethod : IAsyncStateMachine => awaiter.OnCompleted(MoveToHeap(ref method));

    /// <summary>The method waits.</summary>
    public void AwaitUnsafeOnCompleted<TAwaiter, TMethod>(ref TAwaiter awaiter, ref TMethod method)
        where TAwaiter : ICriticalNotifyCompletion
        where TMethod : IAsyncStateMachine => awaiter.UnsafeOnCompleted(MoveToHeap(ref method));

    private Action MoveToHeap<TMethod>(ref TMethod method)
        where TMethod : IAsyncStateMachine
    {
        if (_state is PooledMethodState<TResult>.Of<TMethod> known)
        {
            return known.Continue; // Not its first wait: it runs on the heap already.
        }

        // This builder is a field of the method's state, so it must know the object before the copy is made.
        var state = PooledMethodState<TResult>.Of<TMethod>.Rent();
        _state = state;
        state.Method = method;
        return state.Continue;
    }
}
