using System.Collections.Immutable;
using System.Numerics;
using Titer.Numerics;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>
/// Complex nonlinear least squares (J. R. Macdonald, J. Schoonman, A. P. Lehnen, J. Electroanal. Chem. 131 (1982) 77) of a circuit to
/// spectra: guesses of many shapes, the best of them refined, the best of those taken. Owns its work buffers: a further spectrum
/// allocates nothing beyond its result. Not thread-safe; the same spectrum gives the same bits.
/// </summary>
public sealed class CircuitFit(Circuit circuit)
{
    // The best of each batch is refined: the best of all would mostly be one and the same valley.
    private const int Refined = 16, Batch = 12;
    // Nearer than this to a bound on the fitted scale is at it.
    private const double AtBound = 1e-6;

    private readonly CircuitEvaluator _evaluator = new(circuit);
    private readonly CircuitStart _start = new(circuit, Refined * Batch);
    private readonly ExchangeableBranches _exchangeable = new(circuit);
    private readonly LevenbergMarquardt _solver = new();
    private readonly FitParameter[] _parameters = new FitParameter[circuit.Parameters.Length];
    private readonly double[] _best = new double[circuit.Parameters.Length], _guess = new double[circuit.Parameters.Length];
    private readonly double[] _bestGuess = new double[circuit.Parameters.Length];
    private readonly bool[] _silent = new bool[circuit.Parameters.Length];
    private double[] _resistance = [], _reactance = [], _weights = [];
    private FitSummary _summary;
    private ParameterBounds _bounds = ParameterBounds.None(circuit);

    public Circuit Circuit => circuit;

    /// <summary>Whether parts of the circuit are alike, and sorted by their time constants.</summary>
    public bool Sorts => _exchangeable.Any;

    /// <summary>Fits a spectrum.</summary>
    /// <param name="frequencies">Hz, positive, any order.</param>
    /// <param name="resistance">Real part, Ohm.</param>
    /// <param name="reactance">Imaginary part, Ohm; negative for a capacitor.</param>
    /// <param name="weighting">How the noise grows.</param>
    /// <param name="bounds">Bounds in the units of the parameters.</param>
    /// <param name="start">Parameters in their units to start from instead of guesses; empty for guesses.</param>
    public FittedCircuit Fit(
        ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance,
        SpectrumWeighting weighting, ParameterBounds bounds, ReadOnlySpan<double> start = default)
    {
        Take(frequencies, resistance, reactance);
        SpectrumWeights.Write(weighting, resistance, reactance, _weights);
        SpectrumRange range = SpectrumRange.Of(frequencies, resistance, reactance);
        var residuals = new CircuitResiduals(_evaluator, _resistance, _reactance, _weights);
        if (start.IsEmpty)
        {
            _start.SetFrequencies(frequencies);
            Search(residuals, range, resistance, reactance, bounds);
        }
        else
        {
            for (int i = 0; i < _best.Length; i++) _best[i] = FittedScale.To(circuit.Parameters[i].Definition, start[i]);
        }
        FitSummary summary = Refine(residuals, range, bounds, _best);
        _solver.Parameters.CopyTo(_best);
        if (_exchangeable.Sort(bounds, _best)) summary = Refine(residuals, range, bounds, _best);
        Silence(residuals, ref summary);
        _solver.Parameters.CopyTo(_best);
        (_summary, _bounds) = (summary, bounds);
        return Result(residuals, summary, resistance, reactance, bounds);
    }

    private void Take(ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance)
    {
        if (_resistance.Length < frequencies.Length)
        {
            _resistance = new double[frequencies.Length];
            _reactance = new double[frequencies.Length];
            _weights = new double[2 * frequencies.Length];
        }
        resistance.CopyTo(_resistance);
        reactance.CopyTo(_reactance);
        _evaluator.SetFrequencies(frequencies);
    }

    /// <summary>
    /// A circuit with more in it than the spectrum shows has parameters without effect, and no covariance. Those with the least effect
    /// are held until the others have one; they are reported as not determined.
    /// </summary>
    private void Silence(CircuitResiduals residuals, ref FitSummary summary)
    {
        Array.Clear(_silent);
        for (int round = 0; round < _silent.Length && !IsDetermined(); round++)
        {
            _solver.Parameters.CopyTo(_best);
            _evaluator.Evaluate(_best, derive: true);
            int least = -1;
            double smallest = double.PositiveInfinity;
            for (int i = 0; i < _silent.Length; i++)
            {
                if (_parameters[i].IsFixed || _solver.IsAtBound(i)) continue;
                double effect = 0;
                ReadOnlySpan<Complex> d = _evaluator.Derivatives(i);
                for (int k = 0; k < d.Length; k++)
                    effect += d[k].Real * d[k].Real * (_weights[2 * k] * _weights[2 * k])
                        + d[k].Imaginary * d[k].Imaginary * (_weights[2 * k + 1] * _weights[2 * k + 1]);
                if (effect < smallest) (least, smallest) = (i, effect);
            }
            if (least < 0) return;
            _silent[least] = true;
            _parameters[least] = _parameters[least].Fixed(_best[least]);
            for (int i = 0; i < _best.Length; i++) _parameters[i] = _parameters[i] with { Start = _best[i] };
            summary = _solver.Fit(residuals, _parameters);
        }
    }

    private bool IsDetermined()
    {
        foreach (double c in _solver.Covariance)
            if (double.IsNaN(c)) return false;
        return true;
    }

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
            Determination = (openBelow || openAbove) && p.Determination == Determination.Determined ? Determination.Undetermined : p.Determination,
        };
    }

    private void Search(
        CircuitResiduals residuals, in SpectrumRange range, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance, ParameterBounds bounds)
    {
        double lowest = double.PositiveInfinity;
        for (int batch = 0; batch < Refined; batch++)
        {
            double best = double.PositiveInfinity;
            for (int g = 0; g < Batch; g++)
            {
                double rest = _start.Write(range, resistance, reactance, _weights, batch * Batch + g, _guess);
                if (g > 0 && !(rest < best)) continue;
                best = rest;
                _guess.CopyTo(_bestGuess, 0);
            }
            FitSummary summary = Refine(residuals, range, bounds, _bestGuess);
            if (batch > 0 && !(summary.SumOfSquares < lowest)) continue;
            lowest = summary.SumOfSquares;
            _solver.Parameters.CopyTo(_best);
        }
    }

    private FitSummary Refine(CircuitResiduals residuals, in SpectrumRange range, ParameterBounds bounds, ReadOnlySpan<double> start)
    {
        for (int i = 0; i < start.Length; i++) _parameters[i] = range.Parameter(circuit.Parameters[i].Definition, start[i], bounds[i]);
        return _solver.Fit(residuals, _parameters);
    }

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
        const double t = 1.959964; // 95 %, normal
        CircuitParameter parameter = circuit.Parameters[i];
        double fitted = _solver.Parameters[i], u = _solver.StandardUncertainty(i), value = FittedScale.From(parameter.Definition, fitted);
        double bound = FittedScale.To(parameter.Definition, asked.Upper), lower = asked.Lower > 0 ? FittedScale.To(parameter.Definition, asked.Lower) : double.NaN;
        Determination determination = asked.Lower == asked.Upper ? Determination.Fixed
            : _silent[i] ? Determination.Undetermined
            : Math.Abs(fitted - bound) < AtBound || Math.Abs(fitted - lower) < AtBound ? Determination.AtBound
            : !(u <= (parameter.Definition.IsExponent ? 0.2 : 0.5)) ? Determination.Undetermined
            : Determination.Determined;
        if (determination == Determination.AtBound || _silent[i]) u = double.NaN;
        return new FittedParameter(parameter, value, FittedScale.Uncertainty(parameter.Definition, value, u),
            FittedScale.From(parameter.Definition, fitted - t * u), FittedScale.From(parameter.Definition, fitted + t * u), determination);
    }
}
