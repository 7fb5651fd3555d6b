using FsCheck;
using FsCheck.Fluent;
using LearnLoadBalancer.Level5.States;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level5.States;

public sealed class AvailabilityTests
{
    [Theory]
    [InlineData("UUU", false)]
    [InlineData("UUI", false)]
    [InlineData("UII", true)]
    [InlineData("III", true)]
    [InlineData("UGG", false)] // Two were killed: the third gets everything, as in Level 2, and nobody is revived.
    [InlineData("UGI", true)]
    [InlineData("GGG", false)]
    [InlineData("UI", false)] // A half is not fewer than half.
    [InlineData("I", true)] // The only one fails its checks under load (frankendeploy#94).
    [InlineData("G", false)]
    [InlineData("UPP", true)]
    [InlineData("I?", false)] // Not everybody was checked yet.
    [InlineData("UIu", false)] // Small: drains, and counts for nothing.
    [InlineData("uI", true)]
    [InlineData("Ui", false)]
    public void IsPanic_HalfIsTheThreshold_FewerUsableRevivesTheIll(string standings, bool panic) =>
        Assert.Equal(panic, Availability.IsPanic(Read(standings), 0.5));

    [Theory]
    [InlineData("UI", 1, true)]
    [InlineData("III", 0, false)]
    [InlineData("UIII", 0.25, false)]
    [InlineData("UIIII", 0.25, true)]
    public void IsPanic_AnotherThreshold_IsKept(string standings, double threshold, bool panic) =>
        Assert.Equal(panic, Availability.IsPanic(Read(standings), threshold));

    /// <summary>Nobody is gone and used; nobody is usable and left out; the ill are used in a panic alone.</summary>
    [Fact]
    public void Includes_AnyStandings_NeverTheGoneAlwaysTheUsable() => Check.One(Generate.Quick, Prop.ForAll(
        Gen.ArrayOf(Gen.Elements(Enum.GetValues<Standing>())).ToArbitrary(), standings =>
        {
            bool panic = Availability.IsPanic([.. standings.Select(standing => (standing, 1))], 0.5);
            Assert.All(standings, standing => Assert.Equal(
                standing is Standing.Usable or Standing.Probing || (standing == Standing.Ill && panic), Availability.Includes(standing, panic)));
        }));

    private static (Standing, int)[] Read(string standings) => [.. standings.Select(letter => (char.ToUpperInvariant(letter) switch
    {
        'U' => Standing.Usable,
        'P' => Standing.Probing,
        'I' => Standing.Ill,
        '?' => Standing.Unknown,
        _ => Standing.Gone,
    }, char.IsUpper(letter) ? 1 : 0))];
}
