using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes;
using Titer.Processes.Downstream;
using Titer.Sensing.Filtration;
using P = Titer.Processes.Downstream.TangentialFlowParameter;
using U = Titer.Processes.Downstream.TangentialFlowInput;
using X = Titer.Processes.Downstream.TangentialFlowState;

namespace Titer.Field.Simulated.Downstream;

/// <summary>
/// The part of the simulated line behind the reactor: filtration skid, nanoparticle mixer and filler, with the membrane and the mixer that the seed
/// drew. It gets the reactor's content through the transfer pump (<see cref="Receive"/>), is told its actuators (<see cref="Tell"/>) and moved on
/// like any plant. What it holds is moved by pumps only; it knows no recipe. Everything in two vessels: the retentate loop, and the one that
/// collects nanoparticles.
/// </summary>
public sealed class SimulatedDownstream
{
    // A pump in front of an empty vessel draws air: nothing moves below this, L.
    private const double Empty = 0.02;

    // What a fouled membrane resists more, and how much worse RNA leaves its wall.
    private const double Fouling = 4;

    private readonly DownstreamDraw _draw;
    private readonly double _elements;
    private readonly SimulatedFiltration _chip;
    private readonly Integrator _integrator = new(X.Count, new Tolerance(1e-8, 1e-9));
    private readonly double[] _retentate = new double[X.Count], _collected = new double[X.Count], _lipids = new double[X.Count], _told, _inputs;
    private readonly double[] _parameters;
    private readonly double _resistance, _transfer;
    private ModelOde<TangentialFlow> _ode;
    private long _sequence;
    private double _sizeSum, _enclosedSum, _mixedRna;

    /// <param name="nominal">Parameters of <see cref="TangentialFlow"/> as the recipe means them.</param>
    /// <param name="lipidStock">Lipids in the ethanol stock as the recipe means it, g/L.</param>
    /// <param name="elements">Mixing elements of the mixer.</param>
    public SimulatedDownstream(ulong seed, ReadOnlySpan<double> nominal, double lipidStock, double elements)
    {
        _draw = DownstreamDraw.From(seed, nominal, lipidStock);
        _elements = elements;
        _chip = new SimulatedFiltration(Gaussian.Stream(seed, "chip/filtration"));
        _parameters = _draw.Parameters;
        (_resistance, _transfer) = (_parameters[P.Resistance], _parameters[P.Transfer]);
        _inputs = [0, 0, 0];
        _told = new double[Told.Length];
        _ode = new ModelOde<TangentialFlow>(_inputs, _parameters);
        _lipids[X.Ethanol] = LipidComposition.Ethanol(lipidStock);
    }

    /// <summary>Actuators, by tag: pressure over the membrane kPa, flows L/h.</summary>
    public static ImmutableArray<string> Told { get; } =
        ["TMP", "cross-flow", "diafiltration-pump", "RNA-pump", "acid-pump", "lipid-pump", "return-pump", "fill-pump"];

    private const int Pressure = 0, CrossFlow = 1, Diafiltration = 2, Rna = 3, Acid = 4, Lipid = 5, Return = 6, Fill = 7;

    /// <summary>The true states of loop and collection vessel, and what has been filled, L, for judging estimates; nothing in the loop may look at
    /// them.</summary>
    public ReadOnlySpan<double> Retentate => _retentate;

    public ReadOnlySpan<double> Collected => _collected;

    public double Filled { get; private set; }

    /// <summary>Z-average of all particles made, nm, and the share of RNA in them; NaN before there are any.</summary>
    public double TrueSize => _sizeSum / _mixedRna;

    public double TrueEncapsulation => _enclosedSum / _mixedRna;

    /// <summary>False for an actuator that is not one of this part of the line.</summary>
    public bool Tell(Tag actuator, double value)
    {
        int i = Told.IndexOf(actuator.Name);
        if (i >= 0) _told[i] = value;
        return i >= 0;
    }

    /// <summary>What the transfer pump brings from the reactor.</summary>
    /// <param name="content">Concentrations in the order of the states, <see cref="TranscribedBulk"/>.</param>
    public void Receive(double litres, ReadOnlySpan<double> content) => Pour(_retentate, content, litres);

    /// <param name="fouled">A membrane that has lost three quarters of what it lets through.</param>
    /// <param name="stuck">The buffer pump does not turn.</param>
    /// <exception cref="InvalidOperationException">The loop cannot be simulated any further.</exception>
    public void Advance(double hours, bool fouled = false, bool stuck = false)
    {
        if (_retentate[X.Volume] > 1e-3)
        {
            (_inputs[U.Pressure], _inputs[U.Diafiltration], _inputs[U.CrossFlow]) =
                (_told[Pressure], stuck ? 0 : _told[Diafiltration], _told[CrossFlow]);
            _parameters[P.Resistance] = _resistance * (fouled ? Fouling : 1);
            _parameters[P.Transfer] = _transfer / (fouled ? Fouling : 1);
            IntegrationStatus status = _integrator.Advance(ref _ode, 0, hours, _retentate);
            if (status != IntegrationStatus.Success) throw new InvalidOperationException($"The filtration cannot be simulated further: {status}.");
        }
        Mix(hours);
        Pour(_retentate, _collected, Draw(_collected, _told[Return] * hours));
        Filled += Draw(_retentate, _told[Fill] * hours);
        double broken = _collected[X.IntactRna] * (1 - Math.Exp(-_parameters[P.Breakage] * hours));
        _collected[X.IntactRna] -= broken;
        _collected[X.BrokenRna] += broken;
    }

    /// <summary>Appends what the instruments read.</summary>
    /// <param name="lost">Names of the channels that are missing.</param>
    public void Read(DateTimeOffset now, List<Frame> frames, params ReadOnlySpan<string> lost)
    {
        double Behind(int solute) => _parameters[P.Sieving + solute - X.FirstSolute] * _retentate[solute];
        ImmutableArray<Channel> channels = _chip.Read(new SkidContent
        {
            Retentate = _retentate[X.Volume],
            Collected = _collected[X.Volume],
            Permeate = _retentate[X.Permeate],
            Diafiltered = _retentate[X.Diafiltered],
            Filled = Filled,
            Pressure = _told[Pressure],
            CrossFlow = _told[CrossFlow],
            Rna = _retentate[X.IntactRna] + _retentate[X.BrokenRna] + _retentate[X.DoubleStranded],
            Nucleotides = _retentate[X.Nucleotides],
            PermeateNucleotides = Behind(X.Nucleotides),
            PermeateRna = Behind(X.IntactRna) + Behind(X.BrokenRna) + Behind(X.DoubleStranded),
            PermeateSalt = Behind(X.Salt),
        });
        foreach (string name in lost) channels = channels.RemoveAll(c => c.Name == name);
        frames.Add(new Frame(FiltrationSensor.SourceName, now, _sequence++, channels));
    }

    private void Mix(double hours)
    {
        double rna = Draw(_retentate, _told[Rna] * _draw.PumpFactors[0] * hours);
        double acid = _told[Acid] * _draw.PumpFactors[1] * hours, lipid = _told[Lipid] * _draw.PumpFactors[2] * hours;
        Span<double> before = stackalloc double[X.Count], water = stackalloc double[X.Count];
        _retentate.CopyTo(before);
        water.Clear();
        if (rna <= 0 || lipid <= 0)
        {
            Pour(_collected, before, rna);
            Pour(_collected, water, acid);
            Pour(_collected, _lipids, lipid);
            return;
        }
        double inRna = before[X.IntactRna] + before[X.BrokenRna] + before[X.DoubleStranded], grams = inRna * rna,
            phosphate = grams / NanoparticleMixer.GramsPerPhosphate;
        double amine = lipid * _draw.LipidStock / LipidComposition.Standard.GramsPerMillimole * 1e-3;
        double np = amine / phosphate, flow = (rna + acid + lipid) / hours * 1000 / 60 / _elements;
        double size = _draw.SizeFactor * NanoparticleMixer.Diameter(flow, (rna + acid) / lipid, np, LipidComposition.Standard.PegPercent);
        double enclosed = 1 - Math.Min(1, _draw.EncapsulationFactor * (1 - NanoparticleMixer.Encapsulation(np)));
        _sizeSum += grams * size;
        _enclosedSum += grams * enclosed;
        _mixedRna += grams;
        Pour(_collected, before, rna);
        Pour(_collected, water, acid);
        Pour(_collected, _lipids, lipid);
    }

    // Takes as much as there is.
    private static double Draw(double[] from, double litres)
    {
        double taken = Math.Clamp(litres, 0, Math.Max(0, from[X.Volume] - Empty));
        from[X.Volume] -= taken;
        return taken;
    }

    private static void Pour(double[] into, ReadOnlySpan<double> from, double litres)
    {
        if (litres > 0) TranscribedBulk.Pour<Real>(into.AsSpan().AsReal(), from.AsReal(), litres);
    }
}
