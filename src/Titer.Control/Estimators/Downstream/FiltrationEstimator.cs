using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes.Downstream;
using S = Titer.Control.Estimators.Downstream.FiltrationState;
using P = Titer.Processes.Downstream.TangentialFlowParameter;
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

    // Rejections in a row after which a volume is believed.
    private const int Doubt = 2;

    // An empty vessel is wet: less is never in it, L.
    private const double Wet = 0.01;

    private static readonly ImmutableArray<Variable> Published =
    [
        new(DownstreamTags.RetentateVolume, Unit.Litre), new(DownstreamTags.RetentateRna, Unit.GramPerLitre), new(DownstreamTags.RnaGrams, Unit.Gram),
        new(DownstreamTags.Integrity, Unit.Percent), new(DownstreamTags.Nucleotides, Unit.Millimolar), new(DownstreamTags.Salt, Unit.Millimolar),
        new(DownstreamTags.PermeateFlow, Unit.LitrePerHour), new(DownstreamTags.MassTransfer, Unit.LitrePerSquareMetreHour),
            new(DownstreamTags.Diavolumes, Unit.One), new(DownstreamTags.Ethanol, Unit.GramPerLitre),
        new(DownstreamTags.DoubleStranded, Unit.Percent), new(DownstreamTags.CollectedVolume, Unit.Litre),
    ];

    private readonly string _source, _model;
    private readonly double[] _parameters, _shown;
    private readonly RootPropagation _propagation;
    private readonly List<Innovation> _innovations = [];
    private readonly Dictionary<Tag, int> _rejected = [];
    private S _dynamics;
    private ExtendedFilter? _filter;
    private DateTimeOffset _time;
    private double _diavolumes, _lastDiafiltered;
    private bool _diafiltering;

    /// <param name="parameters">Nominal parameters of <see cref="TangentialFlow"/>.</param>
    /// <param name="lipidStock">g/L of lipids in the ethanol.</param>
    public FiltrationEstimator(string source, double[] parameters, double lipidStock)
    {
        (_source, _parameters, _shown) = (source, parameters, [.. parameters]);
        _model = TangentialFlow.Description.Hash(parameters);
        _dynamics = new S(parameters, lipidStock);
        _propagation = new RootPropagation(S.Count, Published.Length, Read);
    }

    public bool HasBegun => _filter is not null;

    /// <summary>Mean of the state, <see cref="FiltrationState"/>; empty before it has begun.</summary>
    public ReadOnlySpan<double> Mean => _filter is null ? [] : _filter.Mean;

    /// <summary>Inputs of <see cref="TangentialFlow"/> since the last update.</summary>
    public ReadOnlySpan<double> Inputs => _dynamics.Inputs;

    /// <summary>Takes over what a reactor will bring, of which nothing is in the loop yet.</summary>
    /// <param name="content">State of a <see cref="TangentialFlow"/> with the concentrations, <see cref="TranscribedBulk"/>.</param>
    /// <param name="root">A square root of its covariance, row-major, a row for each state of the content.</param>
    public void Begin(DateTimeOffset now, ReadOnlySpan<double> content, ReadOnlySpan<double> root)
    {
        double[] mean = new double[S.Count], sigma = new double[S.Count];
        content.CopyTo(mean);
        (mean[X.Volume], mean[X.Permeate], mean[X.Diafiltered], mean[S.Collected]) = (Wet, 0, 0, Wet);
        Unknown(S.MassTransfer, P.Transfer, 0.3);
        Unknown(S.Resistance, P.Resistance, 0.2);
        Unknown(S.GelConcentration, P.GelConcentration, 0.15);
        Unknown(S.Breakage, P.Breakage, 0.5);
        Unknown(S.IntactSieving, P.Sieving, 0.5);
        Unknown(S.BrokenSieving, P.Sieving + X.BrokenRna - X.FirstSolute, 0.5);
        (mean[S.NucleotideSieving], sigma[S.NucleotideSieving]) = (0.975, 0.02);
        (sigma[S.UvRetentate], sigma[S.UvPermeate], sigma[S.Conductivity]) = (0.02, 0.02, 0.02);
        (sigma[S.VolumeOffset], sigma[S.CollectedOffset], sigma[X.Volume], sigma[S.Collected]) = (0.05, 0.1, Wet, Wet);
        (sigma[S.RnaPump], sigma[S.AcidPump], sigma[S.LipidPump]) = (0.012, 0.012, 0.012);
        (sigma[X.Permeate], sigma[X.Diafiltered], sigma[X.Salt]) = (0.01, 0.01, 0.02 * mean[X.Salt]);
        _filter = new ExtendedFilter(mean, sigma);
        int n = content.Length, columns = root.Length / n;
        var directions = new double[columns * S.Count];
        for (int i = X.FirstSolute; i < X.FirstSolute + X.Solutes; i++)
            for (int k = 0; k < columns; k++) directions[k * S.Count + i] = root[i * columns + k];
        _filter.Widen(new double[S.Count], directions);
        _rejected.Clear();
        (_time, _diavolumes, _lastDiafiltered, _diafiltering) = (now, 0, 0, false);

        void Unknown(int state, int parameter, double share) =>
            (mean[state], sigma[state]) = (_parameters[parameter], share * _parameters[parameter]);
    }

    /// <param name="inputs">Of <see cref="TangentialFlow"/> since the last call.</param>
    /// <param name="flows">Of the pumps since the last call, L/h, <see cref="LineFlow"/>.</param>
    public void Update(DateTimeOffset now, ReadOnlySpan<double> inputs, ReadOnlySpan<double> flows, IReadOnlyList<Measurement> measurements)
    {
        if (_filter is null) return;
        double hours = (now - _time).TotalHours;
        if (hours > 0)
        {
            inputs.CopyTo(_dynamics.Inputs);
            flows.CopyTo(_dynamics.Flows);
            _filter.Predict(ref _dynamics, hours);
            _time = now;
        }
        _innovations.Clear();
        foreach (Measurement m in measurements)
            if (!m.Quality.IsBad && FiltrationMeasurement.TryFor(m.Tag, _parameters, out FiltrationMeasurement model)) Take(m, model);
        KeepPossible();
        Count(inputs[U.Diafiltration] > 0 && inputs[U.Pressure] > 0);
    }

    /// <summary>The estimate as people and controllers read it; only after <see cref="Begin"/>.</summary>
    public Estimate Publish()
    {
        GaussianState filter = _filter ?? throw new InvalidOperationException("Nothing has been handed over to be estimated.");
        int count = Published.Length;
        double[] values = new double[count], covariance = new double[count * (count + 1) / 2];
        Read(filter.Mean, values);
        GaussianState.PackedGram(_propagation.Of(filter), count, covariance);
        return new Estimate(_source, _time, _model, Published, ImmutableCollectionsMarshal.AsImmutableArray(values),
            ImmutableCollectionsMarshal.AsImmutableArray(covariance), [.. _innovations]);
    }

    private void Take(Measurement m, FiltrationMeasurement model)
    {
        (double expected, double spread) = _filter!.Expect(ref model);
        double innovation = m.Value - expected, variance = spread + model.Variance(m.StandardUncertainty);
        bool used = innovation * innovation <= Gate * Gate * variance;
        int inARow = _rejected[m.Tag] = used ? 0 : _rejected.GetValueOrDefault(m.Tag) + 1;
        if (!used && model.IsVolume && inARow >= Doubt)
        {
            Doubted(innovation);
            (expected, spread) = _filter.Expect(ref model);
            (innovation, variance, used) = (m.Value - expected, spread + model.Variance(m.StandardUncertainty), true);
        }
        if (used) _filter.Update(innovation, variance);
        else if (inARow > Persistence) _filter.Update(innovation, innovation * innovation);
        _innovations.Add(new Innovation(m.Tag, m.Time, innovation, Math.Sqrt(variance), used,
            used ? "" : $"more than {Gate} standard deviations off"));
    }

    // Liquid is not where it should be: buffer that did not come, permeate that is more or less, a membrane that has changed, or a pump between
    // vessels that does not do what it is told. Each is a direction of its own, in which what is dissolved goes along.
    private void Doubted(double litres)
    {
        ReadOnlySpan<double> x = _filter!.Mean;
        double share = litres / Math.Max(x[X.Volume], 0.1), ofCollected = litres / Math.Max(x[S.Collected], 0.1);
        var directions = new double[6 * S.Count];
        Span<double> buffer = directions.AsSpan(0, S.Count), permeate = directions.AsSpan(S.Count, S.Count),
            moved = directions.AsSpan(2 * S.Count, S.Count);
        (buffer[X.Volume], buffer[X.Diafiltered]) = (litres, litres);
        for (int i = X.FirstSolute; i < X.FirstSolute + X.Solutes; i++) buffer[i] = -share * x[i];
        buffer[X.Salt] += share * _parameters[P.BufferSalt];
        (permeate[X.Volume], permeate[X.Permeate]) = (-litres, litres);
        for (int i = X.IntactRna; i <= X.DoubleStranded; i++) permeate[i] = share * x[i];
        bool pumped = false;
        foreach (double flow in _dynamics.Flows) pumped |= flow > 0;
        if (pumped) // else nothing leaves with what is dissolved in it
        {
            (moved[X.Volume], moved[S.Collected]) = (litres, -litres);
            for (int i = S.CollectedIntact; i <= S.CollectedEthanol; i++) moved[i] = -ofCollected * x[i];
        }
        directions[3 * S.Count + S.Resistance] = 0.5 * x[S.Resistance];
        directions[4 * S.Count + S.MassTransfer] = 0.5 * x[S.MassTransfer];
        // How much RNA went along is not known either until the UV cell has told.
        for (int i = X.IntactRna; i <= X.DoubleStranded; i++) directions[5 * S.Count + i] = share * x[i];
        _filter.Widen(new double[S.Count], directions);
    }

    // No membrane lets ten times as much through as it should, or less than nothing.
    private void KeepPossible()
    {
        double[] mean = new double[S.Count], root = new double[S.Count * S.Count];
        _filter!.CopyTo(mean, root);
        foreach ((int state, int parameter) in (ReadOnlySpan<(int, int)>)[(S.MassTransfer, P.Transfer), (S.Resistance, P.Resistance)])
            mean[state] = Math.Clamp(mean[state], 0.1 * _parameters[parameter], 10 * _parameters[parameter]);
        _filter.Restore(mean, root);
    }

    // Diavolumes since buffer last began to flow for what permeates.
    private void Count(bool flowing)
    {
        if (flowing && !_diafiltering) _diavolumes = 0;
        _diafiltering = flowing;
        double diafiltered = _filter!.Mean[X.Diafiltered];
        if (flowing) _diavolumes += Math.Max(0, diafiltered - _lastDiafiltered) / Math.Max(_filter.Mean[X.Volume], 0.01);
        _lastDiafiltered = diafiltered;
    }

    private void Read(ReadOnlySpan<double> x, Span<double> to)
    {
        double rna = x[X.IntactRna] + x[X.BrokenRna], collected = x[S.CollectedIntact] + x[S.CollectedBroken];
        double all = rna * x[X.Volume] + collected, whole = x[X.IntactRna] * x[X.Volume] + x[S.CollectedIntact];
        double doubled = x[X.DoubleStranded] * x[X.Volume] + x[S.CollectedDouble];
        to[0] = x[X.Volume];
        to[1] = rna;
        to[2] = all;
        to[3] = 100 * whole / Math.Max(all, 1e-3);
        to[4] = x[X.Nucleotides];
        to[5] = x[X.Salt];
        (_shown[P.Transfer], _shown[P.Resistance], _shown[P.GelConcentration]) = (x[S.MassTransfer], x[S.Resistance], x[S.GelConcentration]);
        to[6] = TangentialFlow.PermeateFlow<Real>(x[..X.Count].AsReal(), ((ReadOnlySpan<double>)_dynamics.Inputs).AsReal(),
            ((ReadOnlySpan<double>)_shown).AsReal()).Value;
        to[7] = x[S.MassTransfer];
        to[8] = _diavolumes;
        to[9] = x[X.Ethanol];
        to[10] = 100 * doubled / Math.Max(all, 1e-3);
        to[11] = x[S.Collected];
    }
}
