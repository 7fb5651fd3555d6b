using System.Globalization;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Ports;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>Runs checks against one program, one after the other, whatever becomes of each.</summary>
internal sealed class CheckRunner(Session session, IRunObserver observer)
{
    private readonly List<CheckOutcome> _outcomes = [];
    private readonly ProgramEnd _end = new(session);

    /// <summary>The check in which the program ended, by its fault or on demand, as long as it has not been started again.</summary>
    private Check? _endedIn;

    /// <summary>Why it is not started again any more. Null: it is, when it has ended.</summary>
    private string? _startsNoMore;

    public async Task<RunReport> RunAsync(IReadOnlyList<Check> checks, CancellationToken cancel)
    {
        DateTimeOffset started = DateTimeOffset.Now;
        TimeSpan began = session.Timeline.Now;
        string? ownTrouble = await StartBackendsAsync();
        foreach (Check check in checks)
        {
            observer.CheckBegins(check);
            CheckOutcome outcome = ownTrouble is null
                ? await RunOneAsync(check, cancel)
                : new CheckOutcome(check, Verdict.CouldNotTell, TimeSpan.Zero) { Reason = ownTrouble };
            _outcomes.Add(outcome);
            observer.CheckEnds(outcome);
        }

        return new RunReport(
            session.Options.Level, session.Target.Name, session.Options.Seed, session.Options.Interval,
            started, session.Timeline.Now - began, session.Kind, [.. _outcomes]);
    }

    private async Task<string?> StartBackendsAsync()
    {
        foreach (var backend in session.Farm.All)
        {
            // Asked first: some systems let two programs listen on one port, if one of them names an address, and
            // whoever dials while ours is down would reach the other.
            if (await PortProbe.FindHolderAsync(backend.Port) is { } holder)
            {
                return $"The checker plays the backends, and port {backend.Port} is taken by {holder}. End it: {holder.HowToStop}.";
            }

            try
            {
                backend.Start();
            }
            catch (CannotTellException e)
            {
                return e.Message;
            }
        }

        return null;
    }

    private async Task<CheckOutcome> RunOneAsync(Check check, CancellationToken cancel)
    {
        int firstEvent = session.Timeline.Count;
        bool wasEnded = _endedIn is not null;
        session.Variant = null;
        TimeSpan began = session.Timeline.Now;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);

        // Twice the grace: for all backends to come back, and for the requests that are asked once that time is up.
        TimeSpan allowed = check.Limit(session.Grace)
            + (check.Starts * session.Options.StartLimit)
            + (_endedIn is null ? TimeSpan.Zero : ProgramStart.Longest(session.Options.StartLimit))
            + (check.NeedsAllBackends && session.IsDisturbed ? 2 * session.Grace : TimeSpan.Zero);
        limit.CancelAfter(allowed);
        var context = new CheckContext(
            session, new Random(SeedFor(check)), step => observer.StepBegins(check, step), limit.Token);

        CheckOutcome outcome;
        try
        {
            await JudgeAsync(check, context);
            outcome = new CheckOutcome(check, Verdict.Passed, default);
        }
        catch (CheckFailedException e)
        {
            outcome = new CheckOutcome(check, Verdict.Failed, default) { Expected = e.Expected, Came = e.Came, Evidence = e.Evidence, Advice = e.Advice };
        }
        catch (CannotTellException e)
        {
            outcome = new CheckOutcome(check, Verdict.CouldNotTell, default) { Reason = e.Message };
        }
        catch (StartupException e)
        {
            outcome = new CheckOutcome(check, Verdict.CouldNotTell, default) { Reason = e.Message };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            outcome = new CheckOutcome(check, Verdict.Failed, default)
            {
                Expected = string.Create(CultureInfo.InvariantCulture, $"all steps done within {allowed.TotalSeconds:0.#} s"),
                Came = context.Steps.Count == 0 ? "nothing: it hung at the start" : $"nothing more: it hung at step {context.Steps.Count}",
            };
        }
        catch (SocketException e) when (Client.IsOurs(e))
        {
            outcome = new CheckOutcome(check, Verdict.CouldNotTell, default) { Reason = Client.OutOfDescriptors(e) };
        }
        catch (SocketException e)
        {
            // Checks catch what they expect. What is left is a connection that broke where none should.
            outcome = new CheckOutcome(check, Verdict.Failed, default)
            {
                Expected = "the connection to hold",
                Came = $"{e.SocketErrorCode} at step {context.Steps.Count}",
            };
        }

        // A check that was cut short by Ctrl+C may have taken that for a failure.
        cancel.ThrowIfCancellationRequested();

        bool wasStartedAgain = wasEnded && _endedIn is null;

        // The look for an end is not the check's.
        TimeSpan took = session.Timeline.Now - began;
        IReadOnlyList<TimelineEvent> happened = session.Timeline.Since(firstEvent);
        outcome = await BlameEndAsync(outcome, cancel);
        return outcome with
        {
            Duration = took,
            Steps = context.Steps,
            Note = wasStartedAgain ? $"started again{(context.Note is null ? "" : $"; {context.Note}")}" : context.Note,
            ProgramOutput = outcome.HasEnded ? ProgramEnd.LinesOf(happened, session.Watched.LastOutput) : session.Watched.LastOutput,
            Timeline = happened,
        };
    }

    private async Task JudgeAsync(Check check, CheckContext context)
    {
        if (_endedIn is not null)
        {
            await StartAgainAsync(_endedIn, context);
        }

        if (check.JudgesReturn && session.NotBack is not null)
        {
            await RequireReturnAsync(context);
        }

        foreach (string id in check.Needs)
        {
            // One in which the program ended says nothing of what this one builds on.
            if (_outcomes.Find(outcome => outcome.Check.Id == id) is { Verdict: not Verdict.Passed, HasEnded: false } unmet)
            {
                throw new CannotTellException(unmet.Verdict == Verdict.Failed
                    ? $"It builds on '{id}', which failed. Mend that first."
                    : $"It builds on '{id}', which could not be judged either.");
            }
        }

        if (session.Address is null && check.Id != "listens")
        {
            // With --only nothing that it needs may have run, and so have said this.
            throw new CannotTellException("It builds on 'listens', which could not be judged either.");
        }

        if (_end.Known is { } came && check.Id != "listens")
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

    private async Task StartAgainAsync(Check endedIn, CheckContext context)
    {
        if (await _end.ReasonAsync(context.Stop) is { } reason)
        {
            if (!session.Target.IsStarted || _startsNoMore is not null)
            {
                throw new CannotTellException(_startsNoMore ?? reason);
            }

            try
            {
                await ProgramStart.AgainAsync(context, endedIn.Id);
            }
            catch (Exception e) when (e is CannotTellException or StartupException)
            {
                _startsNoMore = $"It ended in '{endedIn.Id}', and could not be started again. {e.Message}";
                throw new CannotTellException(_startsNoMore);
            }
        }

        _endedIn = null;
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
            if (await _end.FindAsync(context.Stop) is { } came)
            {
                throw new CheckFailedException(ProgramEnd.GoesOn, came);
            }

            throw;
        }
    }

    /// <summary>Whatever a check looked for: a program that ends during it has failed it.</summary>
    private async Task<CheckOutcome> BlameEndAsync(CheckOutcome outcome, CancellationToken cancel)
    {
        if (outcome.Check.EndsProgram)
        {
            _endedIn = _end.Known is null ? null : outcome.Check; // As it should, and no fault.
            return outcome;
        }

        // A check that has started the program for itself has talked to that one, and knows best what became of it.
        string? came = outcome.Verdict == Verdict.Failed && session.Variant is null ? await _end.FindAsync(cancel) : _end.Known;
        if (came is null || outcome.Verdict == Verdict.CouldNotTell)
        {
            return outcome;
        }

        _endedIn = outcome.Check;
        return outcome with { Verdict = Verdict.Failed, Expected = ProgramEnd.GoesOn, Came = came, Advice = ProgramEnd.Advice };
    }

    /// <summary>Each check has random values of its own: they stay the same when another check is added or left out.</summary>
    private int SeedFor(Check check)
    {
        uint hash = 2166136261; // FNV-1a. string.GetHashCode differs from run to run.
        foreach (char c in check.Id)
        {
            hash = (hash ^ c) * 16777619;
        }

        return session.Options.Seed ^ (int)hash;
    }
}
