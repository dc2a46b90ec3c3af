using Titer.Control;
using Titer.Control.Controllers;
using Titer.Control.Controllers.Downstream;
using Titer.Control.Estimators.Downstream;
using Titer.Control.Interlocks;
using Titer.Control.Interlocks.Downstream;
using Titer.Core;
using Titer.Field.Simulated.Downstream;
using Titer.Numerics;
using Titer.Processes.Downstream;
using Titer.Sensing.Filtration;
using X = Titer.Processes.Downstream.TangentialFlowState;

namespace Titer.Plant.Tests.Downstream;

/// <summary>Skid, mixer and filler in a loop of one minute, wired without a recipe: a test sets the targets.</summary>
internal sealed class Line
{
    public const double MostPressure = 120, LeastVolume = 0.1, MostVolume = 15, LipidStock = 25, Elements = 64;

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    private readonly FiltrationSensor _sensor = new(FiltrationCalibration.Nominal);
    private readonly IController[] _controllers;
    private readonly IInterlock[] _interlocks = [new PressureInterlock(MostPressure), new LoopVolumeInterlock(LeastVolume, MostVolume)];
    private readonly List<Frame> _frames = [];
    private readonly List<Measurement> _measurements = [];
    private readonly List<Command> _commands = [];
    private static readonly string[] Pumps = ["transfer-pump", "RNA-pump", "acid-pump", "lipid-pump", "return-pump", "fill-pump"];

    private readonly double[] _flows = new double[LineFlow.Count];
    private int _minute;

    public Line(ulong seed, double rna = 5)
    {
        double[] p = TangentialFlow.Description.DefaultParameters(), content = TangentialFlow.Description.DefaultStates();
        Plant = new SimulatedDownstream(seed, p, LipidStock, Elements);
        Estimator = new FiltrationEstimator("filtration", p, LipidStock);
        _controllers =
        [
            new FiltrationController(Limit("TMP", Unit.Kilopascal, 150), Limit("cross-flow", Unit.LitrePerHour, 300),
                Limit("diafiltration-pump", Unit.LitrePerHour, 40), p),
            new MixerController(Limit("RNA-pump", Unit.LitrePerHour, 60), Limit("acid-pump", Unit.LitrePerHour, 60),
                Limit("lipid-pump", Unit.LitrePerHour, 30),
                LipidComposition.Standard, LipidStock),
            new TransferController(DownstreamTags.Return, Limit("return-pump", Unit.LitrePerHour, 60), DownstreamTags.CollectedVolume),
            new TransferController(DownstreamTags.Fill, Limit("fill-pump", Unit.LitrePerHour, 20), DownstreamTags.RetentateVolume),
        ];

        // The reactor's estimate, off by as much as it says.
        Gaussian random = Gaussian.Stream(seed, "reactor");
        double[] deviations = [0.03, 0.2, 0.05, 0.01, 1, 5, 1, 0.03, 0.02, 1e-3, 1e-3, 1e-3], truth = [.. content];
        content[X.IntactRna] = rna;
        for (int i = 0; i < X.Permeate; i++) truth[i] = Math.Max(0, content[i] + deviations[i] * random.Next());
        truth[X.Ethanol] = 0;
        Plant.Receive(truth[X.Volume], truth);
        var root = new double[X.Count * X.Count];
        for (int i = 0; i < X.Count; i++) root[i * X.Count + i] = deviations[i];
        Estimator.Begin(Start, content, root);
        _flows[LineFlow.Transfer] = 60 * content[X.Volume];
    }

    public SimulatedDownstream Plant { get; }

    public FiltrationEstimator Estimator { get; }

    public Situation Situation { get; } = new() { Now = Start };

    public List<Event> Events { get; } = [];

    /// <summary>What becomes of a minute's frames before they are sensed.</summary>
    public Func<Frame, Frame>? Fault { get; set; }

    public double Hours => _minute / 60.0;

    public void Set(params ReadOnlySpan<(Tag Tag, double Value, Unit Unit)> targets)
    {
        Situation.Targets.Clear();
        foreach ((Tag tag, double value, Unit unit) in targets) Situation.Targets[tag] = new Target(tag, value, unit, double.NaN, double.NaN);
    }

    /// <summary>Minutes until the condition holds, at most <paramref name="most"/>.</summary>
    public int Run(Func<bool> until, int most)
    {
        for (int i = 0; i < most; i++)
        {
            if (until()) return i;
            Minute();
        }
        return most;
    }

    public void Minute()
    {
        const double hours = 1.0 / 60;
        Plant.Advance(hours);
        _minute++;
        Situation.Now = Start.AddMinutes(_minute);
        _frames.Clear();
        _measurements.Clear();
        Plant.Read(Situation.Now, _frames);
        foreach (Frame frame in _frames) _sensor.Sense(Fault is null ? frame : Fault(frame), _measurements);
        foreach (Measurement m in _measurements) Situation.Measurements[m.Tag] = m;
        for (int i = LineFlow.Rna; i < LineFlow.Count; i++) _flows[i] = Told(Pumps[i]);
        Estimator.Update(Situation.Now, [Told("TMP"), Told("diafiltration-pump"), Told("cross-flow")], _flows, _measurements);
        _flows[LineFlow.Transfer] = 0;
        Situation.Estimate = Estimator.Publish();
        _commands.Clear();
        foreach (IController controller in _controllers) controller.Decide(Situation, hours, new ControlOutput(_commands, Events, []));
        foreach (IInterlock interlock in _interlocks) interlock.Guard(Situation, hours, _commands, Events);
        foreach (Command command in _commands)
        {
            Situation.InForce[command.Actuator] = command;
            Assert.True(Plant.Tell(command.Actuator, command.Value), command.Actuator.Name);
        }
    }

    public double Told(string actuator) => Situation.InForce.TryGetValue(new Tag(actuator), out Command? command) ? command.Value : 0;

    private static ActuatorLimit Limit(string actuator, Unit unit, double high) => new(new Tag(actuator), unit, 0, high, 1e4, 0);
}
