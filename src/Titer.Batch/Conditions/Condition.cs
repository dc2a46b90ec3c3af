using System.Globalization;
using Titer.Core;

namespace Titer.Batch;

public enum Comparison { Less, LessOrEqual, Greater, GreaterOrEqual }

public enum Clock
{
    /// <summary>Time in the phase; stands still while the batch is held.</summary>
    Elapsed,
    /// <summary>Time since the batch was started; runs on while it is held.</summary>
    BatchElapsed,
}

/// <summary>What ends a phase. <see cref="object.ToString"/> gives it in the language of the recipe.</summary>
public abstract record Condition
{
    private protected Condition() { }

    /// <summary>The conditions without <c>and</c> and <c>or</c>, from left to right.</summary>
    public IEnumerable<Condition> Leaves() => this switch
    {
        AllOf all => all.Left.Leaves().Concat(all.Right.Leaves()),
        AnyOf any => any.Left.Leaves().Concat(any.Right.Leaves()),
        _ => [this],
    };

    internal static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        _ => ">=",
    };

    internal static bool Holds<T>(T value, Comparison comparison, T limit) where T : IComparable<T> => comparison switch
    {
        Comparison.Less => value.CompareTo(limit) < 0,
        Comparison.LessOrEqual => value.CompareTo(limit) <= 0,
        Comparison.Greater => value.CompareTo(limit) > 0,
        _ => value.CompareTo(limit) >= 0,
    };
}

public sealed record AllOf(Condition Left, Condition Right) : Condition
{
    public override string ToString() => $"{Bracket(Left)} and {Bracket(Right)}";

    private static string Bracket(Condition part) => part is AnyOf ? $"({part})" : part.ToString();
}

public sealed record AnyOf(Condition Left, Condition Right) : Condition
{
    public override string ToString() => $"{Left} or {Right}";
}

/// <summary>A reading compared with a limit in the unit of the reading. A reading of bad quality never satisfies it.</summary>
public sealed record ReadingComparison(Tag Reading, Comparison Comparison, Quantity Limit) : Condition
{
    public override string ToString() => $"{Reading} {Sign(Comparison)} {Limit}";
}

/// <summary>A reading within a distance of its own set point; null means the tolerance that the set point itself has.</summary>
/// <param name="Distance">In <paramref name="Unit"/>, the unit of the controlled variable.</param>
public sealed record WithinSetPoint(Tag Variable, double? Distance, Unit Unit) : Condition
{
    public override string ToString() => Distance is { } d
        ? $"{Variable} within {d.ToString("R", CultureInfo.InvariantCulture)} {Unit} of set point"
        : $"{Variable} within tolerance";
}

public sealed record ClockComparison(Clock Clock, Comparison Comparison, TimeSpan Time) : Condition
{
    public override string ToString() =>
        $"{(Clock == Clock.Elapsed ? "elapsed" : "batch-elapsed")} {Sign(Comparison)} {BatchTime.Text(Time)}";
}

/// <summary>A person confirms. It is asked for when everything to the left of it in an <c>and</c> holds.</summary>
/// <param name="Persons">How many different persons have to confirm: 1 or 2.</param>
public sealed record Confirmation(string Question, int Persons) : Condition
{
    public override string ToString() => $"confirm \"{Question}\"{(Persons == 2 ? " by two" : "")}";
}

/// <summary>The recorded data that is monitored has come to its end.</summary>
public sealed record EndOfData : Condition
{
    public override string ToString() => "end-of-data";
}
