using System.Runtime.Versioning;
using LearnLoadBalancer.Tests.Lab.Support;

namespace LearnLoadBalancer.Tests.DocumentedOutputs;

/// <summary>What the documentation shows of Level 2, with its true interval of ten seconds between two rounds of checks.</summary>
[UsesVerify]
[UnsupportedOSPlatform("windows")]
[StartsPrograms]
public sealed class Level2Tests
{
    /// <summary>The start-up log is as long: what comes in it does not count as news.</summary>
    private const int StartUpLines = 8;

    [UnixFact]
    public async Task Start_ThenCtrlC_PrintsTheStartUpLogAndNothingElse()
    {
        await using Scene scene = await StartAsync();

        await scene.StopLevelAsync();

        await Verifier.Verify(scene.Log);
    }

    [UnixFact]
    public async Task NineRequests_ThreeBackends_ComeInPerfectOrder()
    {
        await using Scene scene = await StartAsync();

        await scene.TypeAsync(Commands.NineRequests);

        await Verifier.Verify(scene.Terminal);
    }

    [UnixFact]
    public async Task HundredRequests_AtOnce_AreSpreadEvenly()
    {
        await using Scene scene = await StartAsync();

        await scene.TypeAsync(Commands.HundredRequestsAtOnce);

        await Verifier.Verify(Commands.WithoutPadding(scene.Terminal));
    }

    /// <summary>In the order of the documentation: the nine requests come first, and each part goes on where the one before it stopped.</summary>
    [UnixFact]
    public async Task BackendKilledAndRestarted_IsSkippedAndComesBack_WithoutOne502()
    {
        await using Scene scene = await StartAsync();
        await scene.TypeAsync(Commands.NineRequests);

        await scene.KillBackendAsync(2);
        await scene.WaitForLogAsync("Backend localhost:9002 marked as UNHEALTHY");
        await scene.TypeAsync(Commands.SixRequests);

        await scene.RestartBackendAsync(2);
        await scene.WaitForLogAsync("Backend localhost:9002 marked as HEALTHY", skip: StartUpLines);
        await scene.TypeAsync(Commands.SixRequests);
        await scene.StopLevelAsync();

        await Verifier.Verify(scene.TerminalAndLog);
    }

    [UnixFact]
    public async Task AllBackendsKilled_EveryRequestGetsThe502_TheLogSaysItOnce()
    {
        await using Scene scene = await StartAsync();

        // A round of checks has just ended, and the next is ten seconds away: it finds all three dead.
        await scene.KillBackendAsync(1);
        await scene.KillBackendAsync(2);
        await scene.KillBackendAsync(3);
        await scene.WaitForLogAsync("Backend localhost:9003 marked as UNHEALTHY");
        await scene.TypeAsync(Commands.OneRequest);
        await scene.TypeAsync(Commands.OneRequest);
        await scene.TypeAsync(Commands.RespondWithEveryByteVisible);
        await scene.StopLevelAsync();

        await Verifier.Verify(scene.TerminalAndLog);
    }

    private static async Task<Scene> StartAsync()
    {
        Scene scene = await Scene.StartAsync(2);
        try
        {
            await scene.WaitForLogAsync("Backend localhost:9003 marked as HEALTHY");
            return scene;
        }
        catch
        {
            // Whatever it was: nobody else would stop its programs.
            await scene.DisposeAsync();
            throw;
        }
    }
}
