using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Tests.Lab.Support;

namespace LearnLoadBalancer.Tests.DocumentedOutputs;

/// <summary>What the documentation shows of Level 4: each policy, and sticky sessions. Where chance or a port decides, it shows what holds always.</summary>
[UsesVerify]
[UnsupportedOSPlatform("windows")]
[StartsPrograms]
public sealed partial class Level4Tests
{
    private const string SixtyUsers = "for i in {1..60}; do curl -s -H \"X-User: $i\" http://localhost:8090; done | sort -u";

    private const string OneUser = "for i in {1..9}; do curl -s -H \"X-User: anna\" http://localhost:8090; done | sort -u | grep -c Response";

    private const string OneSession = "rm -f jar; for i in {1..9}; do curl -s -c jar -b jar http://localhost:8090; done | sort -u | grep -c Response; rm jar";

    [UnixFact]
    public async Task Start_ThenCtrlC_PrintsTheStartUpLogAndNothingElse()
    {
        await using Scene scene = await StartAsync([3, 1, 0], "--policy", "least-requests", "--sticky");

        await scene.StopLevelAsync();

        await Verifier.Verify(scene.Log);
    }

    [UnixFact]
    public async Task WeightedRoundRobin_Weights511_IsSmooth()
    {
        await using Scene scene = await StartAsync([5, 1, 1]);

        await scene.TypeAsync("curl -s \"http://localhost:8090/?[1-7]\"");

        await Verifier.Verify(scene.Terminal);
    }

    [UnixFact]
    public async Task RoundRobin_Weights511_DoesNotHeedThem()
    {
        await using Scene scene = await StartAsync([5, 1, 1], "--policy", "round-robin");

        await scene.TypeAsync(Commands.NineRequests);

        await Verifier.Verify(scene.Terminal);
    }

    [UnixFact]
    public async Task EveryOtherPolicy_SixtyUsers_UsesAllThatDoNotDrain()
    {
        string shown = "";
        foreach (string policy in PolicyCatalog.All.Select(policy => policy.Name).Where(name => name is not ("round-robin" or PolicyCatalog.Default)))
        {
            string[] key = PolicyCatalog.Find(policy)!.Hashes ? ["--hash-key", "header:X-User"] : [];
            await using Scene scene = await StartAsync([1, 1, 0], ["--policy", policy, .. key]);
            await scene.TypeAsync(SixtyUsers);
            if (key.Length > 0)
            {
                await scene.TypeAsync(OneUser);
            }

            shown += $"# --policy {string.Join(' ', key.Prepend(policy))}, and the third server drains\n\n{scene.Terminal}\n\n";
        }

        await Verifier.Verify(shown.TrimEnd());
    }

    [UnixFact]
    public async Task Sticky_ACookieJar_StaysWithOneServer()
    {
        await using Scene scene = await StartAsync([], "--sticky", "--sticky-lifetime", "12h", "--sticky-secure");
        await scene.TypeAsync("curl -si http://localhost:8090 | grep -i ^set-cookie");
        await using Scene plain = await StartAsync([], "--sticky");
        await plain.TypeAsync(OneSession);

        await Verifier.Verify(Value().Replace($"{scene.Terminal}\n\n{plain.Terminal}", "lb-session=(22 letters)").Replace("\r", "", StringComparison.Ordinal));
    }

    private static async Task<Scene> StartAsync(IReadOnlyList<int> weights, params IReadOnlyList<string> options)
    {
        Scene scene = await Scene.StartAsync(4, weights, options);
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

    [GeneratedRegex("lb-session=[A-Za-z0-9_-]{22}")]
    private static partial Regex Value();
}
