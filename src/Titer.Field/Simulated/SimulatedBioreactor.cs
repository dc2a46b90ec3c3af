using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes;
using Titer.Processes.CellCulture;
using Titer.Sensing;
using Titer.Sensing.Laboratory;
using U = Titer.Processes.CellCulture.ChoInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Field.Simulated;

/// <summary>
/// The simulated 200 L plant: <see cref="ChoFedBatch"/> with the parameters that the seed drew, the chips with theirs, actuators that may
/// fail. Same seed, same faults and same commands give the same frames bit for bit. Chips are read every minute, impedance every 5,
/// Raman every 15; the laboratory gets a sample at the start and then daily.
/// </summary>
public sealed class SimulatedBioreactor : ISimulatedField
{
    /// <summary>What can go wrong, each with how long it lasts when nobody says, h. Drift stays: nobody changes a chip in a running batch.</summary>
    public static readonly ImmutableSortedDictionary<string, double> Faults = new Dictionary<string, double>
    {
        ["ph-drift"] = double.PositiveInfinity,
        ["ph-reference-loss"] = 8,
        ["ph-light"] = 1,
        ["do-dropout"] = 4,
        ["raman-saturated"] = 24,
        ["impedance-bubble"] = 12,
        ["feed-pump-stuck"] = 6,
        ["stirrer-trip"] = 0.25,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private const double FeedDensity = 1.06, BaseDensity = 1.05, SampleLitres = 0.2;
    private static readonly TimeSpan LaboratoryInterval = TimeSpan.FromHours(24);

    private readonly DateTimeOffset _start;
    private readonly PlantDraw _draw;
    private readonly FaultPlan _faults;
    private readonly ImmutableArray<ISimulatedChip> _chips;
    private readonly SimulatedLaboratory _laboratory;
    private readonly Integrator _integrator = new(X.Count, new Tolerance(1e-8, 1e-9));
    private readonly double[] _x, _told, _acting;
    private readonly SequenceNumbers _sequence = new();
    private DateTimeOffset _time;
    private DateTimeOffset _nextSample;
    private double _feedPumped, _basePumped;
    private ModelOde<ChoFedBatch> _ode;

    /// <param name="intended">The starting state that the recipe intends, twelve numbers; the seed varies it.</param>
    public SimulatedBioreactor(ulong seed, DateTimeOffset start, ReadOnlySpan<double> intended, IReadOnlyList<Fault> faults)
    {
        _start = _time = _nextSample = start;
        _draw = PlantDraw.From(seed, intended);
        _faults = new FaultPlan(faults);
        _chips = SimulatedChips.ForBioreactor(seed);
        _laboratory = SimulatedChips.Laboratory(seed);
        _x = (double[])_draw.Start.Clone();
        _told = ChoFedBatch.Description.DefaultInputs();
        _acting = (double[])_told.Clone();
        _ode = new ModelOde<ChoFedBatch>(_acting, _draw.Parameters);
    }

    /// <summary>The true state, for judging estimates; nothing in the loop may look at it.</summary>
    public ReadOnlySpan<double> Truth => _x;

    public double TruePH => ChoFedBatch.PH(_x, _draw.Parameters);

    public double TrueOxygen => ChoFedBatch.OxygenSaturation(_x);

    public bool Read(DateTimeOffset now, List<Frame> frames)
    {
        Advance(now);
        double hours = (now - _start).TotalHours;
        long minute = (long)Math.Round((now - _start).TotalMinutes);
        Broth broth = Around();
        foreach (ISimulatedChip chip in _chips)
        {
            int period = chip.Source switch { "impedance" => 5, "raman" => 15, _ => 1 };
            if (minute % period != 0) continue;
            frames.Add(new Frame(chip.Source, now, _sequence.Next(chip.Source), chip.Read(hours, broth, FaultOf(chip.Source, hours))));
        }
        if (now >= _nextSample)
        {
            _laboratory.Draw(hours, broth);
            _x[X.Volume] -= SampleLitres;
            _nextSample += LaboratoryInterval;
        }
        while (_laboratory.TryReport(hours, out ImmutableArray<Channel> channels))
            frames.Add(new Frame("lab", now, _sequence.Next("lab"), channels));
        return true;
    }

    public void Act(DateTimeOffset now, IReadOnlyList<Command> commands)
    {
        foreach (Command command in commands)
        {
            int input = command.Actuator.Name switch
            {
                "feed-pump" => U.Feed,
                "base-pump" => U.Base,
                "agitation" => U.Agitation,
                "air" => U.Air,
                "oxygen" => U.OxygenGas,
                "carbon-dioxide" => U.CarbonDioxideGas,
                "jacket" => U.Jacket,
                _ => throw new ArgumentException($"The bioreactor has no actuator '{command.Actuator}'.", nameof(commands)),
            };
            _told[input] = command.Value;
        }
    }

    public void Inject(DateTimeOffset now, string fault, double? hours) =>
        _faults.Add(new Fault(fault, (now - _start).TotalHours, hours ?? Faults[fault]));

    private void Advance(DateTimeOffset now)
    {
        double from = (_time - _start).TotalHours, to = (now - _start).TotalHours;
        if (to <= from) return;
        _told.CopyTo(_acting, 0);
        if (_faults.IsActive("feed-pump-stuck", from)) _acting[U.Feed] = 0; // a seized rotor
        if (_faults.IsActive("stirrer-trip", from)) _acting[U.Agitation] = 0;
        IntegrationStatus status = _integrator.Advance(ref _ode, from, to, _x);
        if (status != IntegrationStatus.Success) throw new InvalidOperationException($"The plant cannot be simulated beyond {from:F2} h: {status}.");
        _feedPumped += _acting[U.Feed] * (to - from) * FeedDensity;
        _basePumped += _acting[U.Base] * (to - from) * BaseDensity;
        _time = now;
    }

    private Broth Around() => new()
    {
        PH = TruePH,
        DissolvedOxygen = TrueOxygen,
        CarbonDioxide = ChoFedBatch.CarbonDioxidePressure(_x, _draw.Parameters),
        Temperature = _x[X.Temperature],
        ViableCells = _x[X.ViableCells],
        DeadCells = _x[X.DeadCells],
        CellVolume = _draw.CellVolume,
        Glucose = Math.Max(_x[X.Glucose], 0),
        Glutamine = Math.Max(_x[X.Glutamine], 0),
        Lactate = Math.Max(_x[X.Lactate], 0),
        Ammonia = Math.Max(_x[X.Ammonia], 0),
        Antigen = _x[X.Antigen],
        Volume = _x[X.Volume],
        Agitation = _acting[U.Agitation],
        AirFlow = _acting[U.Air],
        OxygenFlow = _acting[U.OxygenGas],
        CarbonDioxideFlow = _acting[U.CarbonDioxideGas],
        FeedPumped = _feedPumped,
        BasePumped = _basePumped,
    };

    private ChipFault FaultOf(string source, double hours) => source switch
    {
        "ion-fet" when _faults.IsActive("ph-reference-loss", hours) => ChipFault.ReferenceLoss,
        "ion-fet" when _faults.IsActive("ph-light", hours) => ChipFault.Light,
        "ion-fet" when _faults.IsActive("ph-drift", hours) => ChipFault.Drift,
        "optode" when _faults.IsActive("do-dropout", hours) => ChipFault.Dropout,
        "raman" when _faults.IsActive("raman-saturated", hours) => ChipFault.Saturated,
        "impedance" when _faults.IsActive("impedance-bubble", hours) => ChipFault.Bubble,
        _ => ChipFault.None,
    };
}
