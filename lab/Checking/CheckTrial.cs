using System.Globalization;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>One check of a run: what must hold before it begins, its time, and what came of it.</summary>
/// <param name="check">The check.</param>
/// <param name="session">The run.</param>
/// <param name="life">Whether the program is still there.</param>
/// <param name="before">What came of the checks before it.</param>
internal sealed class CheckTrial(Check check, Session session, ProgramLife life, IReadOnlyList<CheckOutcome> before)
{
    /// <summary>Runs it. Whatever goes wrong is in the outcome; only cancellation throws.</summary>
    public async Task<CheckOutcome> RunAsync(Action<string> onStep, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);

        // Twice the grace: for all backends to come back, and for the requests that are asked once that time is up.
        TimeSpan allowed = check.Limit(session.Grace)
            + (check.Starts * session.Options.StartLimit)
            + (life.IsLost ? ProgramStart.Longest(session.Options.StartLimit) : TimeSpan.Zero)
            + (check.NeedsAllBackends && session.IsDisturbed ? 2 * session.Grace : TimeSpan.Zero);
        limit.CancelAfter(allowed);
        var context = new CheckContext(session, new Random(SeedFor(check)), onStep, limit.Token);
        CheckOutcome outcome;
        try
        {
            await JudgeAsync(context);
            outcome = new CheckOutcome(check, Verdict.Passed, default);
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancel.IsCancellationRequested) && Outcome(e, context, allowed) is not null)
        {
            outcome = Outcome(e, context, allowed)!;
        }

        // A check that was cut short by Ctrl+C may have taken that for a failure.
        cancel.ThrowIfCancellationRequested();
        return outcome with { Steps = context.Steps, Note = context.Note };
    }

    /// <summary>What an exception says of the program. Null: it is a mistake of ours.</summary>
    private CheckOutcome? Outcome(Exception thrown, CheckContext context, TimeSpan allowed) => thrown switch
    {
        CheckFailedException e => Failed(e.Expected, e.Came) with { Evidence = e.Evidence, Advice = e.Advice },
        CannotTellException or StartupException => CouldNotTell(thrown.Message),
        OperationCanceledException => Failed(
            string.Create(CultureInfo.InvariantCulture, $"all steps done within {allowed.TotalSeconds:0.#} s"),
            context.Steps.Count == 0 ? "nothing: it hung at the start" : $"nothing more: it hung at step {context.Steps.Count}"),
        SocketException e when Client.IsOurs(e) => CouldNotTell(Client.OutOfDescriptors(e)),

        // Checks catch what they expect. What is left is a connection that broke where none should.
        SocketException e => Failed("the connection to hold", $"{e.SocketErrorCode} at step {context.Steps.Count}"),
        _ => null,
    };

    private CheckOutcome Failed(string expected, string came) => new(check, Verdict.Failed, default) { Expected = expected, Came = came };

    private CheckOutcome CouldNotTell(string reason) => new(check, Verdict.CouldNotTell, default) { Reason = reason };

    private async Task JudgeAsync(CheckContext context)
    {
        await life.ReviveAsync(context);
        if (check.JudgesReturn && session.NotBack is not null)
        {
            await RequireReturnAsync(context);
        }

        Prerequisites.Require(check, before);
        if (session.Address is null && check.Id != "listens")
        {
            // With --only nothing that it needs may have run, and so have said this.
            throw new CannotTellException("It builds on 'listens', which could not be judged either.");
        }

        if (life.KnownEnd is { } came && check.Id != "listens")
        {
            // Nobody has noticed it yet: it ended after the last check had its response.
            throw new CheckFailedException(ProgramEnd.GoesOn, came);
        }

        foreach (ScriptedBackend backend in session.Farm.All)
        {
            backend.RecordOutage();
        }

        if (check.NeedsAllBackends)
        {
            await RestoreBackendsAsync(context);
        }

        await check.RunAsync(context);
    }

    /// <summary>An earlier check has waited in vain. Once more, in case that was this machine.</summary>
    private async Task RequireReturnAsync(CheckContext context)
    {
        context.Step("An earlier check had backends down. They are up again, and did not come back into rotation");
        await session.Farm.RestoreAsync();
        context.Step($"Send requests, one after the other, for {context.GraceText}, until all backends answer again");
        if (await Rotation.WaitForAllAsync(context) is { } missing)
        {
            throw new CheckFailedException("answers from all backends again, when they have been up for that long", missing, ByHand.Loop(context.Client, 6));
        }
    }

    private async Task RestoreBackendsAsync(CheckContext context)
    {
        try
        {
            await Rotation.RestoreAsync(context);
        }
        catch (CannotTellException)
        {
            // It does not use all of them again: no wonder, if it is not there.
            if (await life.FindEndAsync(context.Stop) is { } came)
            {
                throw new CheckFailedException(ProgramEnd.GoesOn, came);
            }

            throw;
        }
    }

    /// <summary>Each check has random values of its own: they stay the same when another check is added or left out.</summary>
    private int SeedFor(Check one)
    {
        uint hash = 2166136261; // FNV-1a. string.GetHashCode differs from run to run.
        foreach (char c in one.Id)
        {
            hash = (hash ^ c) * 16777619;
        }

        return session.Options.Seed ^ (int)hash;
    }
}
