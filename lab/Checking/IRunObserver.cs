namespace LearnLoadBalancer.Lab.Checking;

/// <summary>Watches a run: what is shown while it goes on.</summary>
internal interface IRunObserver
{
    void CheckBegins(Check check);

    void StepBegins(Check check, string step);

    void CheckEnds(CheckOutcome outcome);
}
