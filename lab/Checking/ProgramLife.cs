using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>
/// Sees to it that the end of the program, or its silence, costs the check in which it came, and no other: for the next
/// one the program is started again.
/// </summary>
internal sealed class ProgramLife(Session session)
{
    /// <summary>How long a program may take for a request, once something has gone wrong, until it is taken for one that hangs.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(8);

    /// <summary>So many are asked at once: one may come to a backend that it must wait for.</summary>
    private const int Asked = 3;

    /// <summary>In so many checks in a row it may end. One end costs one check; an end in each costs all their time.</summary>
    private const int MostEnds = 4;

    private readonly ProgramEnd _end = new(session);
    private int _endsInARow;

    /// <summary>The check in which the program ended, or fell silent, as long as it has not been started again.</summary>
    private Check? _lostIn;

    /// <summary>What became of it there: for a sentence that begins with "It".</summary>
    private string _fate = "";

    /// <summary>Why it is not started again any more. Null: it is, when it is lost.</summary>
    private string? _startsNoMore;

    /// <summary>True when the program has ended, or fallen silent, and has not been started again.</summary>
    public bool IsLost => _lostIn is not null;

    /// <summary>What came of the program, if it is known to have ended.</summary>
    public string? KnownEnd => _end.Known;

    /// <summary>Looks whether the program has ended: see <see cref="ProgramEnd.FindAsync"/>.</summary>
    public Task<string?> FindEndAsync(CancellationToken cancel) => _end.FindAsync(cancel);

    /// <summary>Starts the program again, if it is lost.</summary>
    /// <exception cref="CannotTellException">It can't be started again.</exception>
    public async Task ReviveAsync(CheckContext context)
    {
        if (_lostIn is null)
        {
            return;
        }

        if (await ReasonAsync(context.Stop) is { } reason)
        {
            if (!session.Target.IsStarted || _startsNoMore is not null)
            {
                throw new CannotTellException(_startsNoMore ?? reason);
            }

            try
            {
                await ProgramStart.AgainAsync(context, $"The program {_fate} in '{_lostIn.Id}'");
            }
            catch (Exception e) when (e is CannotTellException or StartupException)
            {
                _startsNoMore = $"It {_fate} in '{_lostIn.Id}', and could not be started again. {e.Message}";
                throw new CannotTellException(_startsNoMore);
            }
        }

        _lostIn = null;
    }

    /// <summary>Whatever a check looked for: a program that ends during it has failed it, and one that falls silent is told so.</summary>
    public async Task<CheckOutcome> BlameAsync(CheckOutcome outcome, CancellationToken cancel)
    {
        if (outcome.Check.EndsProgram)
        {
            (_lostIn, _fate) = (_end.Known is null ? null : outcome.Check, "ended"); // As it should, and no fault.
            return outcome;
        }

        // A check that has started the program for itself has talked to that one, and knows best what became of it.
        bool isAboutThis = outcome.Verdict == Verdict.Failed && session.Variant is null;
        string? came = isAboutThis ? await _end.FindAsync(cancel) : _end.Known;
        if (outcome.Verdict == Verdict.CouldNotTell)
        {
            return outcome;
        }

        if (came is not null)
        {
            (_lostIn, _fate) = (outcome.Check, "ended");
            bool isInBackground = session.Target.IsStarted && await ListenerSearch.DialAsync(session.Address!, cancel) == SocketError.Success;
            return outcome with
            {
                Verdict = Verdict.Failed,
                Expected = ProgramEnd.GoesOn,
                Came = isInBackground ? $"{came}, and another process that listens in its place" : came,
                Advice = isInBackground ? Background.Advice : ProgramEnd.Advice,
            };
        }

        if (isAboutThis && await IsSilentAsync(cancel))
        {
            (_lostIn, _fate) = (outcome.Check, "fell silent");
            return outcome with { Came = $"{outcome.Came}; and since then the program has answered nobody" };
        }

        return outcome;
    }

    /// <summary>Takes in what came of a check: a program that ends in each is not started again for ever.</summary>
    public void Learn(CheckOutcome outcome)
    {
        _endsInARow = outcome.HasEnded ? _endsInARow + 1 : 0;
        if (outcome is { HasEnded: true, Cause: not null })
        {
            _startsNoMore ??= $"The program ended in '{outcome.Check.Id}', of an exercise that is still open. Do that first.";
        }
        else if (_endsInARow == MostEnds)
        {
            _startsNoMore ??= $"The program has ended in {MostEnds} checks in a row, so it is not started again. Mend the first of them.";
        }
    }

    /// <summary>Why it must be started again. Null: it answers again, or someone else has started it.</summary>
    private async Task<string?> ReasonAsync(CancellationToken cancel) =>
        await _end.ReasonAsync(cancel) ?? (_fate == "ended" || !await IsSilentAsync(cancel) ? null : $"The program has answered nobody since '{_lostIn!.Id}'.");

    /// <summary>
    /// Whether a program that has answered before answers nobody any more. One may rightly wait for a backend that says nothing,
    /// or for the first to come back: then nothing is said.
    /// </summary>
    private async Task<bool> IsSilentAsync(CancellationToken cancel)
    {
        bool canAnswer = session.Farm.All.Any(backend => backend.State == BackendState.Up)
            && session.Farm.All.All(backend => backend.State is BackendState.Up or BackendState.Down);
        if (!canAnswer || !session.FirstExchanges.Any(exchange => exchange.IsGenuine))
        {
            return false;
        }

        Client client = session.CreateClient(new Random(session.Timeline.Count));
        var spec = new RequestSpec { Limit = AnswerLimit };
        Exchange[] exchanges = await Task.WhenAll(Enumerable.Range(0, Asked).Select(_ => client.SendAsync(spec, cancel)));
        return Array.TrueForAll(exchanges, exchange => exchange is { Head: null, End: null, BytesReceived: 0 } && exchange.Took > AnswerLimit / 2);
    }
}
