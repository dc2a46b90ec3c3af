using System.Collections.Immutable;

namespace Titer.Core;

/// <summary>
/// The estimate that a decision was computed from: its time, and each value that the optimisation started from with its variable and its
/// standard uncertainty (1 sigma, same unit; 0 for what is known exactly, such as an input in force).
/// </summary>
public sealed record DecisionBasis
{
    /// <exception cref="ArgumentException">The three lists are not of one length.</exception>
    public DecisionBasis(
        DateTimeOffset time, ImmutableArray<Variable> variables, ImmutableArray<double> values, ImmutableArray<double> uncertainties)
    {
        if (variables.Length != values.Length || variables.Length != uncertainties.Length)
            throw new ArgumentException(
                $"A decision was computed from {variables.Length} variables, {values.Length} values and {uncertainties.Length} uncertainties; "
                + "these must be as many.");
        (Time, Variables, Values, Uncertainties) = (time, variables, values, uncertainties);
    }

    public DateTimeOffset Time { get; }
    public ImmutableArray<Variable> Variables { get; }
    public ImmutableArray<double> Values { get; }
    public ImmutableArray<double> Uncertainties { get; }
}
