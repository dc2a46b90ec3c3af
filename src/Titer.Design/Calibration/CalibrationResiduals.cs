using System.Collections.Immutable;
using Titer.Numerics;
using Titer.Processes;

namespace Titer.Design.Calibration;

/// <summary>
/// Weighted residuals (model less observation, over its standard uncertainty) of a set of experiments, by the logarithms of the free parameters.
/// Experiments run beside each other, each into its own rows: the bits do not depend on the threads.
/// </summary>
public sealed class CalibrationResiduals<TModel> : IResiduals where TModel : IProcessModel
{
    private readonly ImmutableArray<Experiment> _experiments;
    private readonly double[] _parameters, _values, _jacobian;
    private readonly int[] _free, _first;
    private readonly ExperimentSimulator<TModel>[] _simulators;
    private readonly int _threads;

    /// <param name="experiments">What is fitted.</param>
    /// <param name="parameters">Values of all parameters; those that are free are replaced.</param>
    /// <param name="free">Which are free.</param>
    /// <param name="threads">How many experiments run at once.</param>
    /// <exception cref="ArgumentException">A free parameter belongs to an experiment.</exception>
    public CalibrationResiduals(ImmutableArray<Experiment> experiments, ReadOnlySpan<double> parameters, ImmutableArray<FreeParameter> free,
        int threads)
    {
        (_experiments, _parameters, _free) = (experiments, parameters.ToArray(), [.. free.Select(f => f.Parameter)]);
        if (experiments.Any(e => e.Own.Any(o => Array.IndexOf(_free, o.Parameter) >= 0)))
            throw new ArgumentException("A parameter that belongs to an experiment cannot be fitted.", nameof(free));
        _first = new int[experiments.Length + 1];
        for (int i = 0; i < experiments.Length; i++) _first[i + 1] = _first[i] + experiments[i].Observations.Length;
        (_values, _jacobian) = (new double[Count], new double[Count * _free.Length]);
        _threads = Math.Clamp(threads, 1, Math.Max(1, experiments.Length));
        _simulators = [.. Enumerable.Range(0, _threads).Select(_ => new ExperimentSimulator<TModel>(_free))];
    }

    /// <summary>Factor on the standard uncertainties of all observations.</summary>
    public double Scale { get; set; } = 1;

    public int Count => _first[^1];

    public int Parameters => _free.Length;

    /// <summary>Values predicted by the last evaluation, in the order of experiments and observations.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<double> p, Span<double> residuals, Span<double> jacobian)
    {
        for (int j = 0; j < _free.Length; j++) _parameters[_free[j]] = Math.Exp(p[j]);
        bool sensitive = !jacobian.IsEmpty;
        if (_threads == 1) Share(0, sensitive);
        else Parallel.For(0, _threads, new ParallelOptions { MaxDegreeOfParallelism = _threads }, worker => Share(worker, sensitive));
        int row = 0;
        foreach (Experiment e in _experiments)
            foreach (Observation o in e.Observations)
            {
                double weight = 1 / (o.Sigma * Scale);
                residuals[row] = (_values[row] - o.Value) * weight;
                for (int j = 0; j < _free.Length && sensitive; j++) jacobian[row * _free.Length + j] = _jacobian[row * _free.Length + j] * weight;
                row++;
            }
    }

    // Every n-th experiment: neighbours in a file are alike and take alike long.
    private void Share(int worker, bool sensitive)
    {
        int n = _free.Length;
        for (int i = worker; i < _experiments.Length; i += _threads)
        {
            int first = _first[i], count = _first[i + 1] - first;
            _simulators[worker].Run(_experiments[i], _parameters, _values.AsSpan(first, count),
                sensitive ? _jacobian.AsSpan(first * n, count * n) : default);
        }
    }
}
