using LearnLoadBalancer.Tests.Architecture;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>
/// xunit runs the classes that it finds, so each level lists its contracts, a line for each. What a list lacks would
/// never be noticed: a contract holds for every level of the kind that its class asks for.
/// </summary>
public sealed class ContractListsTests
{
    private static readonly Type[] Types = typeof(ContractListsTests).Assembly.GetTypes();

    /// <summary>How the contracts start the levels.</summary>
    private static readonly Type[] Adapters =
        [.. Types.Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ILevel)))];

    private static readonly Type[] Contracts =
        [.. Types.Where(type => type is { IsAbstract: true, IsVisible: true, IsGenericTypeDefinition: true } && KindOfLevel(type) is not null)];

    public static TheoryData<string> LevelNames => [.. Adapters.Select(adapter => adapter.Name)];

    [Theory]
    [MemberData(nameof(LevelNames))]
    public void Contracts_OfALevel_AreThoseOfItsKind(string levelName)
    {
        Type level = Adapters.Single(adapter => adapter.Name == levelName);
        Type[] due = [.. Contracts.Where(contract => IsDue(contract, level))];
        Type[] run = [.. Contracts.Where(contract => level.IsAssignableTo(KindOfLevel(contract)) && IsRun(contract.MakeGenericType(level)))];
        Assert.NotEmpty(due);

        string add = Lines(due.Except(run), levelName);
        Assert.True(add.Length == 0, $"Add to {levelName}Contracts.cs:\n{add}");
        string remove = Lines(run.Except(due), levelName);
        Assert.True(remove.Length == 0, $"Another level runs it now. Remove from {levelName}Contracts.cs:\n{remove}");
    }

    [Fact]
    public void Levels_OfTheRepository_AllHaveAnAdapter()
    {
        IEnumerable<string> known = Adapters.Select(adapter => Repository.FindLevel(NumberOf(adapter))!.Folder);

        Assert.Equal(Repository.Levels.Select(level => level.Folder).Order(), known.Order());
    }

    /// <summary>Whether this level is to run the contract.</summary>
    private static bool IsDue(Type contract, Type level)
    {
        Type[] levels = [.. Adapters.Where(adapter => adapter.IsAssignableTo(KindOfLevel(contract))).OrderBy(NumberOf)];
        return contract.IsDefined(typeof(OldestAndNewestAttribute), inherit: false) ? level == levels[0] || level == levels[^1] : levels.Contains(level);
    }

    /// <summary>As they stand on the list.</summary>
    private static string Lines(IEnumerable<Type> contracts, string levelName) => string.Concat(contracts
        .Select(contract => contract.Name.Split('`')[0])
        .Select(name => $"\n    public sealed class {name} : {name}<{levelName}>;\n"));

    private static int NumberOf(Type adapter) => ((ILevel)Activator.CreateInstance(adapter)!).Number;

    /// <summary>xunit finds public classes that are not abstract.</summary>
    private static bool IsRun(Type contract) =>
        Types.Any(type => type is { IsAbstract: false, IsVisible: true } && type.IsSubclassOf(contract));

    /// <summary>What a contract asks of its level: to be of this kind. Null if the class is no contract.</summary>
    private static Type? KindOfLevel(Type contract) =>
        contract.GetGenericArguments() is [var level]
            ? level.GetGenericParameterConstraints().SingleOrDefault(constraint => constraint.IsAssignableTo(typeof(ILevel)))
            : null;
}
