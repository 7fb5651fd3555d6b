namespace LearnLoadBalancer.Http;

/// <summary>How far a parser has come.</summary>
internal enum HeadStatus
{
    /// <summary>The head goes on; bytes are missing.</summary>
    Incomplete,

    /// <summary>All of it is there, and it is right.</summary>
    Complete,

    /// <summary>It is wrong; <see cref="HttpHead.Cause"/> says how.</summary>
    Failed,
}
