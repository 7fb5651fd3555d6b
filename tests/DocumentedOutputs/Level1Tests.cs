using System.Runtime.Versioning;
using LearnLoadBalancer.Tests.Lab.Support;

namespace LearnLoadBalancer.Tests.DocumentedOutputs;

/// <summary>What the documentation shows of Level 1.</summary>
[UsesVerify]
[UnsupportedOSPlatform("windows")]
[StartsPrograms]
public sealed class Level1Tests
{
    [UnixFact]
    public async Task Start_ThenCtrlC_PrintsTheStartUpLogAndNothingElse()
    {
        await using Scene scene = await Scene.StartAsync(1);
        await scene.WaitForLogAsync("Forwarding to backends: [localhost:9001 localhost:9002 localhost:9003]");

        await scene.StopLevelAsync();

        await Verifier.Verify(scene.Log);
    }

    [UnixFact]
    public async Task NineRequests_ThreeBackends_ComeInPerfectOrder()
    {
        await using Scene scene = await Scene.StartAsync(1);

        await scene.TypeAsync(Commands.NineRequests);
        await scene.StopLevelAsync();

        await Verifier.Verify(scene.TerminalAndLog);
    }

    [UnixFact]
    public async Task HundredRequests_AtOnce_AreSpreadEvenly()
    {
        await using Scene scene = await Scene.StartAsync(1);

        await scene.TypeAsync(Commands.HundredRequestsAtOnce);

        await Verifier.Verify(Commands.WithoutPadding(scene.Terminal));
    }

    [UnixFact]
    public async Task BackendKilled_EveryThirdRequest_GetsThe502()
    {
        await using Scene scene = await Scene.StartAsync(1);

        await scene.KillBackendAsync(2);
        await scene.TypeAsync(Commands.NineRequests);
        await scene.StopLevelAsync();

        await Verifier.Verify(scene.TerminalAndLog);
    }

    [UnixFact]
    public async Task BackendKilled_502_HasTheseBytes()
    {
        await using Scene scene = await Scene.StartAsync(1);

        await scene.KillBackendAsync(1);
        await scene.TypeAsync(Commands.RespondWithEveryByteVisible);

        await Verifier.Verify(scene.Terminal);
    }
}
