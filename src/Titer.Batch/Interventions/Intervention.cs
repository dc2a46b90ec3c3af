using System.Globalization;
using Titer.Core;

namespace Titer.Batch;

/// <summary>
/// What a person may do to a running batch besides the commands of its state machine. Given as an <see cref="OperatorAction"/>, accepted or refused
/// by the engine, and read again from the event that says so.
/// </summary>
public abstract record Intervention
{
    /// <summary>Names it in the record.</summary>
    public abstract string Name { get; }

    /// <summary>What it acts on: an actuator, a controlled variable, a fault.</summary>
    public abstract string Target { get; }

    /// <summary>What it sets; null where it sets nothing.</summary>
    public virtual double? Value => null;

    /// <summary>Whether it has to be said why.</summary>
    public virtual bool NeedsReason => true;

    /// <summary>What was done, as the end of a sentence that begins with a person.</summary>
    /// <param name="amount">What was set, with its unit; empty when nothing is.</param>
    public abstract string Said(string amount);

    internal IEnumerable<(string Key, string Value)> Data()
    {
        yield return ("intervention", Name);
        yield return ("target", Target);
        if (Value is { } value) yield return ("value", value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>From what <see cref="Data"/> gave; null when it is none.</summary>
    internal static Intervention? Read(IReadOnlyDictionary<string, string> data)
    {
        if (!data.TryGetValue("intervention", out string? name) || !data.TryGetValue("target", out string? target)) return null;
        double? value = null;
        if (data.TryGetValue("value", out string? text))
        {
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) return null;
            value = number;
        }
        if (name == InjectFault.Named) return new InjectFault(target, value);
        if (!RecipeValues.TryTag(target, out Tag tag)) return null;
        return (name, value) switch
        {
            (TakeByHand.Named, { } output) => new TakeByHand(tag, output),
            (GiveBack.Named, null) => new GiveBack(tag),
            (ChangeSetPoint.Named, { } to) => new ChangeSetPoint(tag, to),
            _ => null,
        };
    }
}
