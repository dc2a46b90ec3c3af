using System.Globalization;
using Titer.Core;

namespace Titer.Batch;

/// <summary>
/// Evaluates a transition from left to right, each side only when it matters, so that a person is asked to confirm only when
/// everything before it holds. Collects the questions that it came to and, when it holds, the values that satisfied it.
/// </summary>
internal sealed class ConditionEvaluation(BatchState state, IReadings readings, DateTimeOffset now)
{
    /// <summary>Questions that were reached and are not confirmed.</summary>
    public List<string> Questions { get; } = [];

    /// <summary>Holds only after <see cref="Holds"/> gave true.</summary>
    public string Why => string.Join("; ", _satisfied);

    private readonly List<string> _satisfied = [];

    public bool Holds(Condition condition)
    {
        switch (condition)
        {
            case AllOf all: return Holds(all.Left) && Holds(all.Right);
            case AnyOf any: return Either(any);
            case ReadingComparison comparison: return Compare(comparison);
            case WithinSetPoint within: return Within(within);
            case ClockComparison clock: return Compare(clock);
            case Confirmation confirm: return Confirmed(confirm);
            case EndOfData: return readings.EndOfData && Because("the data has ended");
            default: throw new InvalidOperationException($"Unknown condition {condition}.");
        }
    }

    private bool Either(AnyOf any)
    {
        int before = _satisfied.Count;
        if (Holds(any.Left)) return true;
        // What half of a failed 'and' had satisfied is no reason.
        _satisfied.RemoveRange(before, _satisfied.Count - before);
        return Holds(any.Right);
    }

    private bool Compare(ReadingComparison comparison) =>
        TryRead(comparison.Reading, comparison.Limit.Unit, out double value)
        && Condition.Holds(value, comparison.Comparison, comparison.Limit.Value)
        && Because($"{comparison.Reading} = {Text(value)} {comparison.Limit.Unit} {Condition.Sign(comparison.Comparison)} {comparison.Limit}");

    private bool Within(WithinSetPoint within)
    {
        if (!state.SetPoints.TryGetValue(within.Variable, out ActiveSetPoint? setPoint)) return false;
        double target = setPoint.Value;
        if ((within.Distance ?? setPoint.Tolerance?.At(target)) is not { } distance) return false;
        return TryRead(within.Variable, within.Unit, out double value)
            && Math.Abs(value - target) <= distance
            && Because($"{within.Variable} = {Text(value)} {within.Unit}, within {Text(distance)} {within.Unit} of {Text(target)} {within.Unit}");
    }

    private bool Compare(ClockComparison clock)
    {
        TimeSpan time = clock.Clock == Clock.Elapsed ? state.Elapsed : now - state.Started!.Value;
        string name = clock.Clock == Clock.Elapsed ? "elapsed" : "batch-elapsed";
        return Condition.Holds(time, clock.Comparison, clock.Time) && Because($"{name} = {BatchTime.Text(time)}");
    }

    private bool Confirmed(Confirmation confirm)
    {
        if (state.Confirmed.Contains(confirm.Question)) return Because($"\"{confirm.Question}\" is confirmed");
        if (!Questions.Contains(confirm.Question)) Questions.Add(confirm.Question);
        return false;
    }

    private bool TryRead(Tag tag, Unit unit, out double value)
    {
        value = double.NaN;
        if (!readings.TryGet(tag, out Reading reading) || reading.Quality.IsBad) return false;
        if (!reading.Unit.TryConvert(reading.Value, unit, out value))
            throw new InvalidOperationException($"The reading {tag} came in {reading.Unit}; the equipment declares it in {unit}.");
        return double.IsFinite(value);
    }

    private bool Because(string reason)
    {
        _satisfied.Add(reason);
        return true;
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
