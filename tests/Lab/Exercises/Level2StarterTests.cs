namespace LearnLoadBalancer.Tests.Lab.Exercises;

public sealed class Level2StarterTests() : StarterContract(2);
