namespace Titer.Core;

/// <summary>The stable words for a <see cref="DecisionStatus"/>, as records, reports and screens write them.</summary>
public static class DecisionWords
{
    private static readonly string[] Words = ["solved", "iterated", "deadline", "iteration-limit", "infeasible", "stalled", "not-finite"];

    /// <exception cref="ArgumentOutOfRangeException">There is no such status.</exception>
    public static string Word(this DecisionStatus status) => (uint)status < Words.Length
        ? Words[(int)status]
        : throw new ArgumentOutOfRangeException(nameof(status), status, "There is no such status of a decision.");

    /// <summary>False for what is none of the words.</summary>
    public static bool TryRead(string word, out DecisionStatus status)
    {
        int at = Array.IndexOf(Words, word);
        status = (DecisionStatus)Math.Max(at, 0);
        return at >= 0;
    }
}
