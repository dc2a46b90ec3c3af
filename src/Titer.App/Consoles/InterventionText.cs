using System.Globalization;
using Titer.Batch;
using Titer.Core;

namespace Titer.App.Consoles;

/// <summary>An intervention as a person types it: <c>hand feed-pump 0.2 REASON</c>, <c>auto feed-pump</c>, <c>set pH 7.0 REASON</c>,
/// <c>fault do-dropout REASON</c>.</summary>
internal static class InterventionText
{
    public const string Forms = "hand ACTUATOR VALUE REASON, auto ACTUATOR, set VARIABLE VALUE REASON, fault NAME REASON";

    /// <summary>Null when the text does not begin like one.</summary>
    /// <exception cref="InputException">It begins like one and is none.</exception>
    public static (Intervention What, string Reason)? Read(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["hand", var actuator, var value, .. var why] => (new TakeByHand(TagOf(actuator), NumberOf(value)), Said(why)),
            ["auto", var actuator, .. var why] => (new GiveBack(TagOf(actuator)), Said(why)),
            ["set", var variable, var value, .. var why] => (new ChangeSetPoint(TagOf(variable), NumberOf(value)), Said(why)),
            ["fault", var name, .. var why] => (new InjectFault(name), Said(why)),
            ["hand" or "auto" or "set" or "fault", ..] => throw new InputException($"'{text}' is not whole; write {Forms}."),
            _ => null,
        };
    }

    private static string Said(string[] words) => string.Join(' ', words);

    private static Tag TagOf(string text)
    {
        try
        {
            return new Tag(text);
        }
        catch (ArgumentException)
        {
            throw new InputException($"'{text}' is not the name of anything in the unit.");
        }
    }

    private static double NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new InputException($"'{text}' is not a number.");
}
