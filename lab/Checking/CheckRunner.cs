using System.Text.RegularExpressions;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Ports;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>Runs checks against one program, one after the other, whatever becomes of each.</summary>
internal sealed class CheckRunner(Session session, IRunObserver observer)
{
    private readonly List<CheckOutcome> _outcomes = [];
    private readonly ProgramLife _life = new(session);

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
            _life.Learn(outcome);
            _outcomes.Add(outcome);
            observer.CheckEnds(outcome);
        }

        return new RunReport(
            session.Options.Level, session.Target.Name, session.Options.Seed, session.Options.Interval,
            started, session.Timeline.Now - began, session.Kind, [.. _outcomes])
        {
            Rhythm = HealthRhythm.Of(session.Timeline.Since(0)),
        };
    }

    private async Task<string?> StartBackendsAsync()
    {
        foreach (ScriptedBackend backend in session.Farm.All)
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
        bool wasLost = _life.IsLost;
        session.Variant = null;
        TimeSpan began = session.Timeline.Now;
        var trial = new CheckTrial(check, session, _life, _outcomes);
        CheckOutcome outcome = await trial.RunAsync(step => observer.StepBegins(check, step), cancel);
        bool wasStartedAgain = wasLost && !_life.IsLost;

        // The look for an end is not the check's.
        TimeSpan took = session.Timeline.Now - began;
        IReadOnlyList<TimelineEvent> happened = session.Timeline.Since(firstEvent);
        outcome = await _life.BlameAsync(outcome, cancel);
        outcome = outcome with
        {
            Duration = took,
            Note = !wasStartedAgain ? outcome.Note : outcome.Note is null ? "started again" : $"started again; {outcome.Note}",
            Evidence = ByHand(outcome.Evidence),
            ProgramOutput = outcome.HasEnded ? ProgramEnd.LinesOf(happened, session.Watched.LastOutput) : session.Watched.LastOutput,
            Timeline = happened,
        };
        return outcome.Verdict == Verdict.Passed
            ? outcome
            : OpenExercise.Blame(RhythmAdvice.Add(outcome, HealthRhythm.Of(session.Timeline.Since(0)), session.Options.Interval));
    }

    /// <summary>The port that a program got for this run is nobody's when somebody reads the report. So the line begins with a start on the course's.</summary>
    private Evidence ByHand(Evidence evidence)
    {
        ITarget target = session.Watched;
        return evidence.Curl is null || target.StartByHand is not { } start ? evidence : evidence with
        {
            Curl = Regex.Replace(evidence.Curl, $@"\b{target.Port}\b", $"{CommandTemplate.DefaultPort}"),
            Start = start,
        };
    }
}
