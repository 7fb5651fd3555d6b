namespace LearnLoadBalancer.Http;

/// <summary>A <see cref="CauseCode"/> in words. What to do about it stands in <see cref="Causes.Page"/>.</summary>
/// <param name="Code">The code.</param>
/// <param name="Name">As it stands in the response, in the log and in the documentation: one word to search for.</param>
/// <param name="Side">Whose fault it was.</param>
/// <param name="Status">The status of our response, where one can still be given; 0 where the connection is only cut.</param>
/// <param name="Meaning">What happened, for the one who gets the response.</param>
internal sealed record Cause(CauseCode Code, string Name, Side Side, int Status, string Meaning);
