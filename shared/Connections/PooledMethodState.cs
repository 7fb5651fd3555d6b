using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace LearnLoadBalancer.Connections;

/// <summary>The heap half of <see cref="PooledMethodBuilder{TResult}"/>: the result that a caller waits for.</summary>
internal class PooledMethodState<TResult> : IValueTaskSource<TResult>
{
    private ManualResetValueTaskSourceCore<TResult> _result;

    /// <summary>Tells one use from the next, so that awaiting a result twice is found out.</summary>
    public short Version => _result.Version;

    public void SetResult(TResult result) => _result.SetResult(result);

    public void SetException(Exception exception) => _result.SetException(exception);

    public TResult GetResult(short token)
    {
        try
        {
            return _result.GetResult(token);
        }
        finally
        {
            _result.Reset();
            Return();
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _result.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _result.OnCompleted(continuation, state, token, flags);

    /// <summary>Nothing to give back: only methods that had to wait are pooled.</summary>
    protected virtual void Return()
    {
    }

    /// <summary>The state of one particular method, and the stack of those that are free.</summary>
    internal sealed class Of<TMethod> : PooledMethodState<TResult>
        where TMethod : IAsyncStateMachine
    {
        /// <summary>As many are kept at most. A thousand calls waiting at once are a busy day.</summary>
        private const int Capacity = 1024;

        private static readonly Lock Gate = new();
        private static readonly Of<TMethod>?[] Free = new Of<TMethod>?[Capacity];
        private static int _count;

        private Of() => Continue = () => Method!.MoveNext();

        /// <summary>The method's variables, and where it stands.</summary>
        public TMethod? Method;

        /// <summary>Runs the method on from where it waited.</summary>
        public Action Continue { get; }

        public static Of<TMethod> Rent()
        {
            lock (Gate)
            {
                if (_count > 0)
                {
                    return Free[--_count]!;
                }
            }

            return new Of<TMethod>();
        }

        protected override void Return()
        {
            Method = default; // Whatever its variables held on to is free now.
            lock (Gate)
            {
                if (_count < Capacity)
                {
                    Free[_count++] = this;
                }
            }
        }
    }
}
