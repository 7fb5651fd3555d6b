using System.Runtime.Versioning;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Lab.Up;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Lab.Exercises;
using LearnLoadBalancer.Tests.Lab.Support;

namespace LearnLoadBalancer.Tests.Lab.Up;

[UnsupportedOSPlatform("windows")]
[StartsPrograms]
public sealed class UpSessionTests
{
    /// <summary>Node.js is played by a script here: backend 1 dies, and the others wait with their start until that was noticed.</summary>
    [UnixFact]
    public async Task RunAsync_ABackendDiesBeforeTheLevelExists_SaysSoAndGoesOn()
    {
        using var folder = new TemporaryFolder();
        string noticed = Path.Combine(folder.Path, "noticed");
        string node = Path.Combine(folder.Path, "node");
        await File.WriteAllTextAsync(node, $"""
            #!/bin/sh
            case "$1" in
                *server1.js) echo 'Backend Server 1 listening on port 1'; exit 3 ;;
            esac
            while [ ! -e '{noticed}' ]; do sleep 0.05; done
            exec '{Executables.Find("node")}' "$@"
            """);
        File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var view = new RecordingView(onSay: _ => File.WriteAllText(noticed, ""));
        using var stop = new CancellationTokenSource();
        await using (var session = new UpSession(
            new UpOptions(LevelProgram.Find("level1")!, ListenAddress.Default with { Port = 0 }, [0, 0, 0]), node, view))
        {
            Task running = session.RunAsync(stop.Token);
            UpStatus ready = await view.Ready.WaitAsync(LabRun.Limit);
            Assert.True(ready.Level.IsRunning);
            Assert.Equal([false, true, true], ready.Backends.Select(backend => backend.IsRunning));

            await stop.CancelAsync();
            await running.WaitAsync(LabRun.Limit);
        }

        Assert.StartsWith("Backend 1 ended by itself (exit code 3). ", Assert.Single(view.Said), StringComparison.Ordinal);
        Assert.Single(view.Changes);
    }
}
