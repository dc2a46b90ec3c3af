using Titer.Core;

namespace Titer.App.Hosting;

/// <summary>What a person gives as the reason of a command.</summary>
internal static class Reasons
{
    public const int Longest = 500;

    /// <exception cref="InputException">There is none, or it is too long.</exception>
    public static string Checked(string reason)
    {
        reason = reason.Trim();
        if (reason.Length == 0) throw new InputException("A reason is needed.");
        return reason.Length <= Longest ? reason : throw new InputException($"A reason has at most {Longest} characters, and this one has {reason.Length}.");
    }
}
