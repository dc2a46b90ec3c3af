using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes.Downstream;
using S = Titer.Control.Estimators.Downstream.FiltrationState;
using U = Titer.Processes.Downstream.TangentialFlowInput;
using X = Titer.Processes.Downstream.TangentialFlowState;

namespace Titer.Control.Estimators.Downstream;

/// <summary>
/// Estimate of what a filtration loop holds: RNA and its integrity as the reactor handed them over, moved on by <see cref="TangentialFlow"/> and
/// corrected by volumes, UV before and behind the membrane, and conductivity. An extended filter; readings that lie more than <see cref="Gate"/>
/// off are not used. Before <see cref="Begin"/> it holds nothing and publishes nothing.
/// </summary>
public sealed class FiltrationEstimator
{
    /// <summary>Standard deviations of an innovation beyond which a reading is rejected.</summary>
    public const double Gate = 4.5;

    /// <summary>Rejections in a row after which a reading is taken all the same, with the spread that it shows: then it is the estimate that is
    /// off.</summary>
    public const int Persistence = 10;

    private static readonly ImmutableArray<Variable> Published =
    [
        new(DownstreamTags.RetentateVolume, Unit.Litre), new(DownstreamTags.RetentateRna, Unit.GramPerLitre), new(DownstreamTags.RnaGrams, Unit.Gram),
        new(DownstreamTags.Integrity, Unit.Percent), new(DownstreamTags.Nucleotides, Unit.Millimolar), new(DownstreamTags.Salt, Unit.Millimolar),
        new(DownstreamTags.PermeateFlow, Unit.LitrePerHour), new(DownstreamTags.MassTransfer, Unit.LitrePerSquareMetreHour),
            new(DownstreamTags.Diavolumes, Unit.One),
    ];

    private readonly string _source, _model;
    private readonly double[] _parameters, _shown, _plus = new double[S.Count], _minus = new double[S.Count];
    private readonly double[] _above = new double[Published.Length], _below = new double[Published.Length];
    private readonly List<Innovation> _innovations = [];
    private readonly Dictionary<Tag, int> _rejected = [];
    private S _dynamics;
    private ExtendedFilter? _filter;
    private DateTimeOffset _time;
    private double _diavolumes, _lastDiafiltered;
    private bool _diafiltering;

    /// <param name="parameters">Nominal parameters of <see cref="TangentialFlow"/>.</param>
    public FiltrationEstimator(string source, double[] parameters)
    {
        (_source, _parameters, _shown) = (source, parameters, [.. parameters]);
        _model = TangentialFlow.Description.Hash(parameters);
        _dynamics = new S(parameters);
    }

    public bool HasBegun => _filter is not null;

    /// <summary>Mean of the state, <see cref="FiltrationState"/>; empty before it has begun.</summary>
    public ReadOnlySpan<double> Mean => _filter is null ? [] : _filter.Mean;

    /// <summary>Takes over a content.</summary>
    /// <param name="content">State of a <see cref="TangentialFlow"/>, <see cref="TranscribedBulk"/>.</param>
    /// <param name="deviations">Standard uncertainties of it.</param>
    public void Begin(DateTimeOffset now, ReadOnlySpan<double> content, ReadOnlySpan<double> deviations)
    {
        double[] mean = new double[S.Count], sigma = new double[S.Count];
        content.CopyTo(mean);
        deviations.CopyTo(sigma);
        double transfer = _parameters[TangentialFlowParameter.Transfer], resistance = _parameters[TangentialFlowParameter.Resistance];
        (mean[S.MassTransfer], sigma[S.MassTransfer]) = (transfer, 0.3 * transfer);
        (mean[S.Resistance], sigma[S.Resistance]) = (resistance, 0.2 * resistance);
        (mean[S.NucleotideSieving], sigma[S.NucleotideSieving]) = (_parameters[TangentialFlowParameter.Sieving + X.Nucleotides - X.FirstSolute],
            0.03);
        double gel = _parameters[TangentialFlowParameter.GelConcentration];
        (mean[S.GelConcentration], sigma[S.GelConcentration]) = (gel, 0.15 * gel);
        (sigma[S.UvRetentate], sigma[S.UvPermeate], sigma[S.Conductivity], sigma[S.VolumeOffset]) = (0.03, 0.03, 0.05, 0.02);
        _filter = new ExtendedFilter(mean, sigma);
        _rejected.Clear();
        (_time, _diavolumes, _lastDiafiltered, _diafiltering) = (now, 0, mean[X.Diafiltered], false);
    }

    /// <param name="inputs">Of <see cref="TangentialFlow"/> since the last call.</param>
    /// <param name="drawn">Flow out of the loop with its content, L/h.</param>
    public void Update(DateTimeOffset now, ReadOnlySpan<double> inputs, double drawn, IReadOnlyList<Measurement> measurements)
    {
        if (_filter is null) return;
        double hours = (now - _time).TotalHours;
        if (hours > 0)
        {
            inputs.CopyTo(_dynamics.Inputs);
            _dynamics.Drawn = drawn;
            _filter.Predict(ref _dynamics, hours);
            _time = now;
        }
        _innovations.Clear();
        foreach (Measurement m in measurements)
            if (!m.Quality.IsBad && FiltrationMeasurement.TryFor(m.Tag, _parameters, out FiltrationMeasurement model)) Take(m, model);
        Count(inputs[U.Diafiltration]);
    }

    /// <summary>The estimate as people and controllers read it; only after <see cref="Begin"/>.</summary>
    public Estimate Publish()
    {
        GaussianState filter = _filter ?? throw new InvalidOperationException("Nothing has been handed over to be estimated.");
        int n = S.Count, count = Published.Length;
        double[] values = new double[count], root = new double[count * n], square = new double[Math.Max(count, n) * Math.Max(count, n)];
        Read(filter.Mean, values);
        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i < n; i++)
            {
                _plus[i] = filter.Mean[i] + filter.Root[i * n + k];
                _minus[i] = filter.Mean[i] - filter.Root[i * n + k];
            }
            Read(_plus, _above);
            Read(_minus, _below);
            for (int i = 0; i < count; i++) root[i * n + k] = 0.5 * (_above[i] - _below[i]);
        }
        double[] covariance = new double[count * (count + 1) / 2];
        for (int i = 0, at = 0; i < count; i++)
            for (int j = 0; j <= i; j++, at++)
                covariance[at] = FixedDot.Of(root.AsSpan(i * n, n), root.AsSpan(j * n, n));
        return new Estimate(_source, _time, _model, Published, ImmutableCollectionsMarshal.AsImmutableArray(values),
            ImmutableCollectionsMarshal.AsImmutableArray(covariance), [.. _innovations]);
    }

    private void Take(Measurement m, FiltrationMeasurement model)
    {
        (double expected, double spread) = _filter!.Expect(ref model);
        double innovation = m.Value - expected, variance = spread + model.Variance(m.StandardUncertainty);
        bool used = innovation * innovation <= Gate * Gate * variance;
        if (used) _filter.Update(innovation, variance);
        int inARow = _rejected[m.Tag] = used ? 0 : _rejected.GetValueOrDefault(m.Tag) + 1;
        if (inARow > Persistence) _filter.Update(innovation, innovation * innovation);
        _innovations.Add(new Innovation(m.Tag, m.Time, innovation, Math.Sqrt(variance), used,
            used ? "" : $"more than {Gate} standard deviations off"));
    }

    // Diavolumes since the buffer last began to flow.
    private void Count(double diafiltration)
    {
        bool flowing = diafiltration > 0;
        if (flowing && !_diafiltering) _diavolumes = 0;
        _diafiltering = flowing;
        double diafiltered = _filter!.Mean[X.Diafiltered];
        _diavolumes += Math.Max(0, diafiltered - _lastDiafiltered) / Math.Max(_filter.Mean[X.Volume], 0.01);
        _lastDiafiltered = diafiltered;
    }

    private void Read(ReadOnlySpan<double> x, Span<double> to)
    {
        double whole = x[X.IntactRna], rna = whole + x[X.BrokenRna];
        to[0] = x[X.Volume];
        to[1] = rna;
        to[2] = rna * x[X.Volume];
        to[3] = 100 * whole / Math.Max(rna, 1e-9);
        to[4] = x[X.Nucleotides];
        to[5] = x[X.Salt];
        (_shown[TangentialFlowParameter.Transfer], _shown[TangentialFlowParameter.Resistance]) = (x[S.MassTransfer], x[S.Resistance]);
        _shown[TangentialFlowParameter.GelConcentration] = x[S.GelConcentration];
        to[6] = TangentialFlow.PermeateFlow<Real>(x[..X.Count].AsReal(), ((ReadOnlySpan<double>)_dynamics.Inputs).AsReal(),
            ((ReadOnlySpan<double>)_shown).AsReal()).Value;
        to[7] = x[S.MassTransfer];
        to[8] = _diavolumes;
    }
}
