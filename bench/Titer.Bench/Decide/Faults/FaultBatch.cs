using Titer.Batch;
using Titer.Control;
using Titer.Control.Controllers;
using Titer.Control.Estimators;
using Titer.Core;
using Titer.Field.Simulated;
using Titer.Plant;
using Titer.Plant.Bioreactor;
using Titer.Plant.Loop;
using Titer.Plant.Running;
using Titer.Processes.CellCulture;
using Titer.Sensing.Raman;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Bench.Decide.Faults;

/// <summary>
/// One batch of the shipped recipe whose sensors fail one after the other, in a closed loop, judged by the plant's truth.
/// </summary>
internal sealed class FaultBatch
{
    private const double K95 = 1.96, After = 14;
    // The last sample of a fault is answered within five hours; what is isolated later is isolated for nothing.
    private const double LastResult = 5;
    private static readonly Tag[] Always = [Tags.ViableCells, Tags.Glucose, Tags.Titre];

    private readonly DateTimeOffset _start = StandardRun.Start;
    private readonly ulong _seed;
    private readonly IReadOnlyList<SensorFailure> _failures;
    private readonly SimulatedBioreactor _plant;
    private readonly UnitStages _unit;
    private readonly ChoEstimator? _credulous;
    private readonly double[] _isolated, _returned;
    private readonly string[] _foundAs;
    private readonly int[][] _covered, _coveredWithout;
    private readonly int[] _minutes;

    public FaultBatch(Recipe recipe, RamanCalibration raman, ulong seed, IReadOnlyList<SensorFailure> failures)
    {
        (_seed, _failures) = (seed, failures);
        double[] intended = BioreactorUnit.IntendedStart(recipe);
        _plant = new SimulatedBioreactor(seed, _start, intended, []);
        UnitStages unit = BioreactorUnit.Create(recipe, _start, raman, autoConfirm: true, new IterationDeadline(40), faults: null);
        _unit = unit with { Sensors = [.. unit.Sensors.Select(s => new FailingSensor(s, failures, _start))] };
        if (failures.Count > 0)
            _credulous = new ChoEstimator("without", _start, intended, ChoFedBatch.Description.DefaultParameters(),
                isolates: false, sampleLitres: recipe.Equipment.SampleLitres);
        int n = failures.Count;
        (_isolated, _returned, _foundAs, _minutes) = (new double[n], new double[n], new string[n], new int[n]);
        Array.Fill(_isolated, double.NaN);
        Array.Fill(_returned, double.NaN);
        Array.Fill(_foundAs, "");
        _covered = [.. Enumerable.Range(0, n).Select(_ => new int[4])];
        _coveredWithout = [.. Enumerable.Range(0, n).Select(_ => new int[4])];
    }

    /// <summary>Sentences of alarms that isolated a sensor which had nothing.</summary>
    public List<string> FalseAlarms { get; } = [];

    public IReadOnlyList<FaultOutcome> Run(double hours)
    {
        var loop = new UnitLoop(_plant, _unit, new Nowhere());
        IEnumerable<OperatorAction> actions = [OperatorAction.Give(ProcedureCommand.Start, "bench", _start)];
        Estimate? last = null, lastWithout = null;
        for (DateTimeOffset now = _start; !_unit.Engine.HasEnded && now < _start.AddHours(hours); now += BatchRun.TickLength)
        {
            LoopTick tick = loop.Tick(now, actions);
            actions = [];
            double hour = (now - _start).TotalHours;
            foreach (Event e in tick.Events) Note(e, hour);
            _credulous?.Update(now, ((EstimateStage)_unit.Estimate).Inputs, tick.Measurements);
            if (tick.Estimates.Count == 0) continue;
            (last, lastWithout) = (tick.Estimates[^1], _credulous?.Publish());
            for (int f = 0; f < _failures.Count; f++)
            {
                SensorFailure failure = _failures[f];
                if (hour < failure.From || hour >= failure.To + After) continue;
                _minutes[f]++;
                Cover(_covered[f], last, failure);
                if (lastWithout is not null) Cover(_coveredWithout[f], lastWithout, failure);
            }
        }
        return [.. _failures.Select((f, i) => new FaultOutcome(f, _seed, _isolated[i], _returned[i], _foundAs[i],
            Fractions(_covered[i], _minutes[i]), Fractions(_coveredWithout[i], _minutes[i])))];
    }

    private void Note(Event e, double hour)
    {
        if (e.Data.GetValueOrDefault("alarm")?.EndsWith(".fault", StringComparison.Ordinal) != true) return;
        int at = _failures.ToList().FindLastIndex(f => f.Tag == e.Source && hour >= f.From);
        if (e.Code == "alarm.cleared")
        {
            if (at >= 0 && hour >= _failures[at].To) _returned[at] = hour - _failures[at].To;
        }
        else if (at < 0 || (double.IsNaN(_isolated[at]) && hour > _failures[at].To + LastResult))
        {
            FalseAlarms.Add(FormattableString.Invariant($"seed {_seed}, {hour:F1} h: {e.Message}"));
        }
        else if (double.IsNaN(_isolated[at]))
        {
            (_isolated[at], _foundAs[at]) = (hour - _failures[at].From, e.Data["fault"]);
        }
    }

    private void Cover(int[] covered, Estimate e, SensorFailure failure)
    {
        for (int i = 0; i < Always.Length; i++) covered[i] += Covers(e, Always[i]);
        covered[3] += Covers(e, Variable(failure.Tag));
    }

    private int Covers(Estimate e, Tag tag) => Math.Abs(e[tag] - Truth(tag)) <= K95 * e.Uncertainty(tag) ? 1 : 0;

    private static Tag Variable(string sensor) => sensor switch
    {
        "biovolume" or "lab/VCD" => Tags.ViableCells,
        "lab/viability" => Tags.DeadCells,
        _ when sensor.StartsWith("temperature", StringComparison.Ordinal) => Tags.Temperature,
        _ => new Tag(sensor.Replace("lab/", "", StringComparison.Ordinal)),
    };

    private double Truth(Tag tag)
    {
        ReadOnlySpan<double> x = _plant.Truth;
        return tag.Name switch
        {
            "VCD" => x[X.ViableCells],
            "dead-cells" => x[X.DeadCells],
            "glucose" => x[X.Glucose],
            "glutamine" => x[X.Glutamine],
            "lactate" => x[X.Lactate],
            "ammonia" => x[X.Ammonia],
            "titre" => x[X.Antigen],
            "volume" => x[X.Volume],
            "DO" => _plant.TrueOxygen,
            "pH" => _plant.TruePH,
            _ => x[X.Temperature],
        };
    }

    private static double[] Fractions(int[] covered, int of) => [.. covered.Select(c => (double)c / Math.Max(of, 1))];

    private sealed class Nowhere : IJournal
    {
        public void Write(LoopTick tick) { }
    }
}
