using System.Globalization;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Zoo;

namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>A check that nobody fails may be one that nobody can fail, and a fault that nobody checks is none.</summary>
public sealed class ZooCoverageTests
{
    /// <summary>What comes before the check's name in the name of a test.</summary>
    private const string Fails = "_Checked_FailsOnly";

    /// <summary>Checks without an animal, and why.</summary>
    private static readonly Dictionary<string, string> Without = new()
    {
        ["listens"] = "NotListeningTests: a program that ends, and one that never listens.",
        ["takes-policies"] = "Level3FailsLevel4Tests: Level 3 takes none.",
        ["takes-detection"] = "Level4FailsLevel5Tests: Level 4 takes no such options.",
        ["response-length"] = "The same comparison as in response-chunked and body-1mb; half responses are keeps-waiting's.",
        ["response-chunked"] = "The same, and who reads chunks is judged by chunked, of Level 3.",
        ["body-empty"] = "Only who holds a head back until the body comes fails it; who merely waits for that body fails pipelining.",
        ["download-256mb"] = "The other direction of upload-256mb, in the same lines.",
        ["even-1000"] = "even-100 with more clients, in the same lines.",
    };

    /// <summary>The tests: of each the animal, and the check that it fails.</summary>
    private static string[][] Tests =>
    [
        .. typeof(ZooCoverageTests).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ZooCoverageTests).Namespace)
            .SelectMany(type => type.GetMethods())
            .Where(method => method.Name.Contains(Fails, StringComparison.Ordinal))
            .Select(method => method.Name.Split(Fails)),
    ];

    [Fact]
    public void Checks_Each_HasAnAnimalThatFailsIt()
    {
        HashSet<string> failed = [.. Tests.Select(test => test[1])];

        Assert.Equal(
            Without.Keys.Order(),
            CheckCatalog.All.Select(check => check.Id).Where(id => !failed.Contains(Pascal(id))).Order());
    }

    [Fact]
    public void Faults_Each_HasATest() =>
        Assert.Equal(FaultCatalog.All.Count(fault => !fault.Name.StartsWith("none", StringComparison.Ordinal)), Tests.Select(test => test[0]).Distinct().Count());

    private static string Pascal(string id) =>
        string.Concat(id.Split('-').Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));
}
