namespace LearnLoadBalancer.Tests.Lab.Exercises;

public sealed class Level1StarterTests() : StarterContract(1);
