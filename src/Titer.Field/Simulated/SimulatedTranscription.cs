using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes;
using Titer.Processes.Downstream;
using Titer.Processes.Transcription;
using Titer.Sensing;
using Titer.Sensing.Electrophoresis;
using Titer.Sensing.Equipment;
using P = Titer.Processes.Transcription.IvtParameter;
using U = Titer.Processes.Transcription.IvtInput;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Field.Simulated;

/// <summary>
/// The simulated 5 L transcription: <see cref="InVitroTranscription"/> with the parameters that the seed drew, the chips with theirs, ten pumps, a
/// stirrer and a jacket that may fail. Same seed, same faults and same commands give the same frames bit for bit. Chips are read every minute,
/// the optical one every 5; electrophoresis gets a sample every 20.
/// </summary>
public sealed class SimulatedTranscription : ISimulatedField
{
    /// <summary>What can go wrong, each with how long it lasts when nobody says, h. Drift and dirt stay: nobody changes a chip in a running
    /// batch.</summary>
    public static readonly ImmutableSortedDictionary<string, double> Faults = new Dictionary<string, double>
    {
        ["atp-pump-stuck"] = 0.5,
        ["gtp-pump-stuck"] = 0.5,
        ["magnesium-pump-stuck"] = 0.5,
        ["polymerase-pump-stuck"] = 0.5,
        ["base-pump-stuck"] = 0.5,
        ["dnase-pump-stuck"] = 0.25,
        ["edta-pump-stuck"] = 0.25,
        ["stirrer-trip"] = 0.1,
        ["ph-drift"] = double.PositiveInfinity,
        ["ph-reference-loss"] = 0.5,
        ["ph-light"] = 0.25,
        ["magnesium-drift"] = double.PositiveInfinity,
        ["magnesium-reference-loss"] = 0.5,
        ["raman-saturated"] = 1,
        ["turbidity-window"] = double.PositiveInfinity,
        ["electrophoresis-no-marker"] = 1,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly ImmutableDictionary<string, int> Inputs = new Dictionary<string, int>
    {
        ["ATP-pump"] = U.Atp, ["UTP-pump"] = U.Utp, ["CTP-pump"] = U.Ctp, ["GTP-pump"] = U.Gtp, ["cap-pump"] = U.Cap,
            ["magnesium-pump"] = U.Magnesium,
        ["polymerase-pump"] = U.Polymerase, ["base-pump"] = U.Base, ["DNase-pump"] = U.Dnase, ["EDTA-pump"] = U.Edta, ["jacket"] = U.Jacket,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private static readonly (string Fault, int Pump)[] Stuck =
    [
        ("atp-pump-stuck", U.Atp), ("gtp-pump-stuck", U.Gtp), ("magnesium-pump-stuck", U.Magnesium), ("polymerase-pump-stuck", U.Polymerase),
        ("base-pump-stuck", U.Base), ("dnase-pump-stuck", U.Dnase), ("edta-pump-stuck", U.Edta),
    ];

    // What no pump gets out of the vessel, and below which its chips are dry and switched off, L.
    private const double Dregs = 0.05, Covered = 0.5;

    private readonly DateTimeOffset _start;
    private readonly TranscriptionDraw _draw;
    private readonly FaultPlan _faults;
    private readonly ImmutableArray<ISimulatedChip> _chips;
    private readonly SimulatedElectrophoresis _electrophoresis;
    private readonly Integrator _integrator = new(X.Count, new Tolerance(1e-8, 1e-9));
    private readonly double[] _x, _told, _acting, _pumped = new double[U.Edta + 1];
    private readonly SequenceNumbers _sequence = new();
    private DateTimeOffset _time;
    private double _stirrerTold, _stirrer;
    private ModelOde<InVitroTranscription> _ode;

    /// <param name="intended">The starting state that the recipe intends; the seed varies it.</param>
    /// <param name="parameters">What the recipe says of transcript and stocks, and the nominal kinetics, which the seed varies.</param>
    public SimulatedTranscription(
        ulong seed, DateTimeOffset start, ReadOnlySpan<double> intended, ReadOnlySpan<double> parameters, IReadOnlyList<Fault> faults)
    {
        _start = _time = start;
        _draw = TranscriptionDraw.From(seed, intended, parameters);
        _faults = new FaultPlan(faults);
        _chips = SimulatedChips.ForTranscription(seed);
        _electrophoresis = SimulatedChips.Electrophoresis(seed);
        _x = (double[])_draw.Start.Clone();
        _told = InVitroTranscription.Description.DefaultInputs();
        _told[U.Jacket] = _x[X.Temperature];
        _acting = (double[])_told.Clone();
        _ode = new ModelOde<InVitroTranscription>(_acting, _draw.Parameters);
    }

    /// <summary>The true state and parameters, for judging estimates and decisions; nothing in the loop may look at them.</summary>
    public ReadOnlySpan<double> Truth => _x;

    public ReadOnlySpan<double> TrueParameters => _draw.Parameters;

    /// <summary>Moves on to <paramref name="now"/> and lets some of the content out; what stays is as it was, only less.</summary>
    /// <param name="litres">Asked for.</param>
    /// <param name="content">Gets the concentrations that flow out, as <see cref="TranscribedBulk"/> has them.</param>
    /// <returns>What there was, L.</returns>
    public double Draw(DateTimeOffset now, double litres, Span<double> content)
    {
        Advance(now);
        double drawn = Math.Clamp(litres, 0, Math.Max(0, _x[X.Volume] - Dregs));
        if (drawn <= 0) return 0;
        TranscribedBulk.Of(((ReadOnlySpan<double>)_x).AsReal(), _draw.Parameters.AsReal(), content.AsReal());
        _x[X.Volume] -= drawn;
        return drawn;
    }

    public bool Read(DateTimeOffset now, List<Frame> frames)
    {
        Advance(now);
        double hours = (now - _start).TotalHours;
        long minute = (long)Math.Round((now - _start).TotalMinutes);
        Broth broth = Around();
        bool empty = _x[X.Volume] < Covered;
        foreach (ISimulatedChip chip in _chips)
        {
            if (empty && chip.Source != TranscriptionSkidSensor.SourceName) continue;
            if (chip.Source == "raman" && minute % 5 != 0) continue;
            frames.Add(new Frame(chip.Source, now, _sequence.Next(chip.Source), chip.Read(hours, broth, FaultOf(chip.Source, hours))));
        }
        if (minute % 20 == 0 && !empty)
            _electrophoresis.Draw(hours, broth, _faults.IsActive("electrophoresis-no-marker", hours) ? ChipFault.NoMarker : ChipFault.None);
        while (_electrophoresis.TryReport(hours, out ImmutableArray<Channel> lanes))
            frames.Add(new Frame(ElectrophoresisSensor.SourceName, now, _sequence.Next(ElectrophoresisSensor.SourceName), lanes));
        return true;
    }

    public void Act(DateTimeOffset now, IReadOnlyList<Command> commands)
    {
        foreach (Command command in commands)
        {
            if (command.Actuator.Name == "agitation") _stirrerTold = command.Value;
            else if (Inputs.TryGetValue(command.Actuator.Name, out int input)) _told[input] = command.Value;
            else throw new ArgumentException($"The transcription has no actuator '{command.Actuator}'.", nameof(commands));
        }
    }

    public void Inject(DateTimeOffset now, string fault, double? hours) =>
        _faults.Add(new Fault(fault, (now - _start).TotalHours, hours ?? Faults[fault]));

    private void Advance(DateTimeOffset now)
    {
        double from = (_time - _start).TotalHours, to = (now - _start).TotalHours;
        _stirrer = _faults.IsActive("stirrer-trip", to) ? 0 : _stirrerTold;
        if (to <= from) return;
        _told.CopyTo(_acting, 0);
        foreach ((string fault, int pump) in Stuck)
            if (_faults.IsActive(fault, from)) _acting[pump] = 0; // a seized rotor
        IntegrationStatus status = _integrator.Advance(ref _ode, from, to, _x);
        if (status != IntegrationStatus.Success) throw new InvalidOperationException($"The plant cannot be simulated beyond {from:F2} h: {status}.");
        for (int pump = 0; pump < _pumped.Length; pump++) _pumped[pump] += _acting[pump] * (to - from) * IvtStock.Density(pump);
        _time = now;
    }

    private Broth Around()
    {
        ReadOnlySpan<double> p = _draw.Parameters;
        var species = InVitroTranscription.Equilibrium(((ReadOnlySpan<double>)_x).AsReal(), p.AsReal());
        double chains = _x[X.Rna] + _x[X.BrokenRna];
        return new Broth
        {
            PH = InVitroTranscription.PH(_x, p),
            Temperature = _x[X.Temperature],
            FreeMagnesium = species.Magnesium.Value,
            IonicStrength = species.IonicStrength.Value + 0.5 * (_x[X.Cations] + _x[X.Anions]),
            Sodium = _x[X.Cations],
            Atp = Math.Max(_x[X.Atp], 0),
            Utp = Math.Max(_x[X.Utp], 0),
            Ctp = Math.Max(_x[X.Ctp], 0),
            Gtp = Math.Max(_x[X.Gtp], 0),
            Cap = Math.Max(_x[X.Cap], 0),
            Phosphate = Math.Max(_x[X.Phosphate], 0),
            Rna = Math.Max(chains, 0) * RnaMass.GramPerMicromole((p[P.Adenosines], p[P.Uridines], p[P.Cytidines], p[P.Guanosines])),
            IntactFraction = chains > 0 ? Math.Clamp(_x[X.Rna] / chains, 0, 1) : 1,
            TranscriptLength = p[P.Adenosines] + p[P.Uridines] + p[P.Cytidines] + p[P.Guanosines],
            Crystals = Math.Max(_x[X.Crystals], 0),
            Volume = _x[X.Volume],
            Agitation = _stirrer,
            AtpPumped = _pumped[U.Atp],
            UtpPumped = _pumped[U.Utp],
            CtpPumped = _pumped[U.Ctp],
            GtpPumped = _pumped[U.Gtp],
            CapPumped = _pumped[U.Cap],
            MagnesiumPumped = _pumped[U.Magnesium],
            PolymerasePumped = _pumped[U.Polymerase],
            BasePumped = _pumped[U.Base],
            DnasePumped = _pumped[U.Dnase],
            EdtaPumped = _pumped[U.Edta],
        };
    }

    private ChipFault FaultOf(string source, double hours) => source switch
    {
        "ion-fet" when _faults.IsActive("ph-reference-loss", hours) => ChipFault.ReferenceLoss,
        "ion-fet" when _faults.IsActive("ph-light", hours) => ChipFault.Light,
        "ion-fet" when _faults.IsActive("ph-drift", hours) => ChipFault.Drift,
        "magnesium" when _faults.IsActive("magnesium-reference-loss", hours) => ChipFault.ReferenceLoss,
        "magnesium" when _faults.IsActive("magnesium-drift", hours) => ChipFault.Drift,
        "raman" when _faults.IsActive("raman-saturated", hours) => ChipFault.Saturated,
        "turbidity" when _faults.IsActive("turbidity-window", hours) => ChipFault.Fouled,
        _ => ChipFault.None,
    };
}
