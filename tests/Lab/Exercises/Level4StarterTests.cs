namespace LearnLoadBalancer.Tests.Lab.Exercises;

public sealed class Level4StarterTests() : StarterContract(4);
