namespace LearnLoadBalancer.Tests.Lab.Exercises;

public sealed class Level5StarterTests() : StarterContract(5);
