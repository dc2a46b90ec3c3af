using System.Numerics;
using Titer.Numerics;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>
/// Complex nonlinear least squares (J. R. Macdonald, J. Schoonman, A. P. Lehnen, J. Electroanal. Chem. 131 (1982) 77) of a circuit to
/// spectra: guesses of many shapes, the best of them refined, the best of those taken. Owns its work buffers: a further spectrum
/// allocates nothing beyond its result. Not thread-safe; the same spectrum gives the same bits.
/// </summary>
public sealed partial class CircuitFit(Circuit circuit)
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
}
