using System.Collections.Immutable;

namespace Titer.Core;

/// <summary>What became of one measurement in the estimator. Innovation = measured - predicted, in the unit of the measurement.</summary>
/// <param name="Spread">Standard deviation of the innovation that the estimator expected.</param>
/// <param name="Reason">Why it was rejected; empty when it was used.</param>
public readonly record struct Innovation(Tag Tag, DateTimeOffset Time, double Value, double Spread, bool Used, string Reason = "");

/// <summary>One variable of an estimate as people and controllers read it.</summary>
public readonly record struct Variable(Tag Tag, Unit Unit);

/// <summary>
/// The model state with its covariance at <paramref name="Time"/>. <paramref name="Variables"/> names the n values;
/// <paramref name="Covariance"/> is the lower triangle by rows, n(n+1)/2 numbers.
/// <paramref name="Model"/> is the content hash of model and parameters that gave it.
/// </summary>
public sealed record Estimate(
    string Source,
    DateTimeOffset Time,
    string Model,
    ImmutableArray<Variable> Variables,
    ImmutableArray<double> Values,
    ImmutableArray<double> Covariance,
    ImmutableArray<Innovation> Innovations)
{
    /// <summary>Position of a variable, -1 when the estimate has none of that tag.</summary>
    public int IndexOf(Tag tag)
    {
        for (int i = 0; i < Variables.Length; i++)
            if (Variables[i].Tag == tag) return i;
        return -1;
    }

    public double this[Tag tag] => Values[Require(tag)];

    /// <summary>Standard uncertainty (1 sigma) of a variable.</summary>
    public double Uncertainty(Tag tag)
    {
        int i = Require(tag);
        return Math.Sqrt(Covariance[i * (i + 1) / 2 + i]);
    }

    private int Require(Tag tag)
    {
        int i = IndexOf(tag);
        return i >= 0 ? i : throw new KeyNotFoundException($"The estimate of {Source} has no variable '{tag}'.");
    }
}
