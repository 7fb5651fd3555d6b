namespace LearnLoadBalancer.Tests.Lab.Exercises;

public sealed class Level3StarterTests() : StarterContract(3);
