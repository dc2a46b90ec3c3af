using System.Collections.Immutable;
using System.Numerics;
using Titer.Numerics;

namespace Titer.Sensing.Impedance.Circuits;

public sealed partial class CircuitFit
{
    private const double Normal95 = 1.959964;

    /// <summary>
    /// The last fit with 95 % intervals by profile likelihood in place of the first-order ones: skewed where the spectrum says so, open where
    /// it sets no limit. Costs some hundred fits.
    /// </summary>
    public FittedCircuit WithProfiles(FittedCircuit last)
    {
        if (!_summary.Converged) return last;
        for (int i = 0; i < _best.Length; i++) _parameters[i] = _parameters[i] with { Start = _best[i] };
        var profiles = new ProfileLikelihood<CircuitResiduals>(new CircuitResiduals(_evaluator, _resistance, _reactance, _weights), _parameters);
        return last with { Parameters = [.. last.Parameters.Select((p, i) => Profiled(p, i, profiles))] };
    }

    private FittedParameter Profiled(FittedParameter p, int i, ProfileLikelihood<CircuitResiduals> profiles)
    {
        if (p.Determination == Determination.Fixed || _silent[i]) return p;
        ProfileInterval interval = profiles.Interval(i);
        ElementParameter definition = p.Parameter.Definition;
        (double lowest, double highest) = _bounds[i];
        bool openBelow = interval.Verdict is (Identifiability.OpenBelow or Identifiability.NotIdentifiable) && !(lowest > 0);
        bool openAbove = interval.Verdict is (Identifiability.OpenAbove or Identifiability.NotIdentifiable) && !double.IsFinite(highest);
        return p with
        {
            // A profile that reaches a bound that was asked for ends there; one that reaches the end of what can be shown is open.
            Lower = openBelow ? 0 : FittedScale.From(definition, interval.Lower),
            Upper = openAbove ? definition.IsExponent ? 1 : double.PositiveInfinity : FittedScale.From(definition, interval.Upper),
            Determination = (openBelow || openAbove || IsWide(definition, interval)) && p.Determination == Determination.Determined
                ? Determination.Undetermined : p.Determination,
        };
    }

    /// <summary>
    /// Wider than the interval of a standard uncertainty of half the value, the most that a determined parameter has: parts of a circuit
    /// that could stand in for each other give such profiles while the first-order uncertainty of the best fit is small.
    /// </summary>
    private static bool IsWide(ElementParameter definition, ProfileInterval interval) =>
        !(interval.Upper - interval.Lower <= 2 * Normal95 * LargestUncertainty(definition));

    /// <summary>On the fitted scale: a logarithm, or an exponent as it is.</summary>
    private static double LargestUncertainty(ElementParameter definition) => definition.IsExponent ? 0.2 : 0.5;

    private FittedCircuit Result(
        CircuitResiduals residuals, FitSummary summary, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance, ParameterBounds bounds)
    {
        int n = _best.Length, free = 0;
        var fitted = ImmutableArray.CreateBuilder<FittedParameter>(n);
        for (int i = 0; i < n; i++)
        {
            FittedParameter parameter = Parameter(i, bounds[i]);
            fitted.Add(parameter);
            if (parameter.Determination is not (Determination.Fixed or Determination.AtBound)) free++;
        }
        (double Value, string First, string Second) largest = (double.NaN, "", "");
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++)
                if (Math.Abs(_solver.Correlation(i, j)) is double c && !(c <= largest.Value) && double.IsFinite(c))
                    largest = (c, circuit.Parameters[j].Name, circuit.Parameters[i].Name);
        _evaluator.Evaluate(_solver.Parameters, derive: false);
        double relative = 0;
        for (int k = 0; k < resistance.Length; k++)
        {
            Complex z = new(resistance[k], reactance[k]), off = _evaluator.Impedance[k] - z;
            relative += (off.Real * off.Real + off.Imaginary * off.Imaginary) / (z.Real * z.Real + z.Imaginary * z.Imaginary);
        }
        int points = residuals.Count, estimated = free + 1;
        double aic = points * Math.Log(summary.SumOfSquares / points) + 2.0 * estimated
            + 2.0 * estimated * (estimated + 1) / Math.Max(1, points - estimated - 1);
        return new FittedCircuit(circuit, fitted.MoveToImmutable(), summary.Status, summary.Iterations, summary.SumOfSquares,
            summary.ReducedChiSquare, Math.Sqrt(relative / points), aic, largest, [.. _evaluator.Impedance]);
    }

    private FittedParameter Parameter(int i, (double Lower, double Upper) asked)
    {
        CircuitParameter parameter = circuit.Parameters[i];
        double fitted = _solver.Parameters[i], u = _solver.StandardUncertainty(i), value = FittedScale.From(parameter.Definition, fitted);
        double bound = FittedScale.To(parameter.Definition, asked.Upper);
        double lower = asked.Lower > 0 ? FittedScale.To(parameter.Definition, asked.Lower) : double.NaN;
        Determination determination = asked.Lower == asked.Upper ? Determination.Fixed
            : _silent[i] ? Determination.Undetermined
            : Math.Abs(fitted - bound) < AtBound || Math.Abs(fitted - lower) < AtBound ? Determination.AtBound
            : !(u <= LargestUncertainty(parameter.Definition)) ? Determination.Undetermined
            : Determination.Determined;
        if (determination == Determination.AtBound || _silent[i]) u = double.NaN;
        return new FittedParameter(parameter, value, FittedScale.Uncertainty(parameter.Definition, value, u),
            FittedScale.From(parameter.Definition, fitted - Normal95 * u), FittedScale.From(parameter.Definition, fitted + Normal95 * u),
                determination);
    }
}
