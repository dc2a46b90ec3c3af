using System.Numerics.Tensors;
using Titer.Core;
using Titer.Numerics;

namespace Titer.Control.Estimators.Faults;

/// <summary>
/// Isolates failing sensors beside one filter. It adds now and then, for each sensor, the explanations "offset since now" and "drift since now",
/// and for some states "jumped now", which blames nobody; <see cref="SignatureBank"/> weighs all of them with every innovation. A sensor is
/// isolated when its best explanation beats "nothing fails" by <see cref="Threshold"/> and the best that blames something else by
/// <see cref="Margin"/> (generalised likelihood ratio with rivals: Willsky and Jones 1976; the margin is what Clark 1978 and Frank 1990 get by
/// a scheme of observers, each deaf to one sensor), or when it is frozen. It knows sensors by their tags and the filter by mean, root and
/// innovations only. Everything is deterministic in the order of calls.
/// </summary>
public sealed class FaultBank
{
    /// <summary>Logarithms of Bayes factors: 1 in 160 000 and 1 in 400. Batches without a fault reach about 4.</summary>
    public const double Threshold = 12, Margin = 6;

    /// <summary>Older onsets are given up: a week's mismatch of model and plant would look like a fault.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromHours(128);

    // Offset expected of a failing sensor, in its standard uncertainties.
    private const double ExpectedBias = 5;
    // What one reading may weigh at most, in sigma: an outlier is not a fault, and of the laboratory there are few readings to tell.
    private const double Outlier = 8, SeldomOutlier = 4.5;
    private const int Capacity = 800, FewestReadings = 3;
    // Logarithm of the odds against one explanation beforehand: one sensor in a hundred batches, at one of some twenty onsets.
    private const double Improbable = 7.6;
    private const double Unlikely = 1e-3;

    private readonly int _states;
    private readonly FaultPace _pace;
    private readonly DateTimeOffset _start;
    private readonly TimeSpan _memory;
    private readonly (int State, double Size)[] _jumps;
    private readonly StepMatrix _step;
    private readonly SignatureBank _bank;
    private readonly List<Monitored> _sensors = [];
    private readonly Dictionary<Tag, int> _index = [];
    private readonly SortedDictionary<Tag, SensorFault> _isolated = [];
    private readonly BankHistory _history;
    private readonly List<SensorFault> _healed = [];
    private readonly FaultMixture _past;
    private readonly double[] _weights = new double[Capacity];
    private readonly double[] _gradient, _gain, _point, _deviation, _direction, _workspace;
    private DateTimeOffset _nextOnset, _nextJudgement;

    /// <param name="states">Number of states of the filter.</param>
    /// <param name="start">When the filter starts.</param>
    /// <param name="memory">How far back <see cref="Rewind"/> must reach.</param>
    /// <param name="jumps">States that may change at once without any sensor's fault, and by how much (1 sigma).</param>
    /// <param name="pace">How fast the process is.</param>
    public FaultBank(int states, DateTimeOffset start, TimeSpan memory, (int State, double Size)[] jumps, FaultPace pace)
    {
        (_states, _start, _memory, _jumps, _nextOnset, _pace) = (states, start, memory, jumps, start, pace);
        _step = new StepMatrix(states, pace.Held);
        _bank = new SignatureBank(states, Capacity);
        _past = new FaultMixture(states);
        _history = new BankHistory(states, Capacity, memory);
        _gradient = new double[states];
        _gain = new double[states];
        _point = new double[states];
        _deviation = new double[states];
        _direction = new double[states];
        _workspace = new double[states * Capacity];
        Mark(start);
    }

    /// <summary>The sensors that are isolated now, and why.</summary>
    public IReadOnlyDictionary<Tag, SensorFault> Isolated => _isolated;

    /// <summary>How much earlier than its best explanation says a fault may have begun: old onsets lie apart by a quarter of their age.</summary>
    public TimeSpan Doubt(TimeSpan age) => age / 4 > _pace.OnsetEvery ? age / 4 : _pace.OnsetEvery;

    /// <summary>Moves the signatures over a step that the filter is about to take.</summary>
    public void Advance<TModel>(ref TModel model, GaussianState filter, double hours) where TModel : struct, IStateModel
    {
        Deviations(filter);
        _step.For(ref model, filter.Mean, _deviation, hours);
        _bank.Advance(_step, _workspace);
    }

    /// <summary>Called at every node of the filter's history: begins new explanations and remembers the old when it is time.</summary>
    public void Mark(DateTimeOffset now)
    {
        if (now < _nextOnset) return;
        _nextOnset = NextOnset(now);
        Thin(now);
        for (int s = 0; s < _sensors.Count; s++)
        {
            Monitored sensor = _sensors[s];
            if (!sensor.ReadSinceOnset || sensor.Fault is not null) continue;
            sensor.ReadSinceOnset = false;
            sensor.Onsets++;
            foreach (FaultKind kind in (ReadOnlySpan<FaultKind>)[FaultKind.Bias, FaultKind.Drift])
                _bank.Add(new Hypothesis { IsAlive = true, Of = s, Kind = kind, Onset = now, Ordinal = sensor.Onsets });
        }
        int ordinal = OnsetNumber(now);
        foreach ((int state, double _) in _jumps)
            _bank.Add(new Hypothesis { IsAlive = true, IsProcess = true, Of = state, Onset = now, Ordinal = ordinal });
        _step.Forget();
        _history.Add(now, _bank, _sensors);
    }

    /// <summary>
    /// Notes a reading as it arrives, once, before it is judged. An offset of <paramref name="allowed"/> (1 sigma) is within what the sensor
    /// states of itself and is no fault; 0 where the filter carries the offset as a state.
    /// </summary>
    public void Watch(Measurement m, double allowed)
    {
        Monitored sensor = Of(m.Tag);
        if (sensor.Readings++ == 0) sensor.First = m.Time;
        sensor.Last = m.Time > sensor.Last ? m.Time : sensor.Last;
        (sensor.Uncertainty, sensor.Allowed) = (m.StandardUncertainty, allowed);
        CarryStatedOffset(_index[m.Tag]);
        // A culture at rest gives the laboratory the same figure twice; and outside its range a chip has other noise than inside.
        if (sensor.IsSeldom || m.Value == 0 || m.Quality.Status == Ne107.OutOfSpecification) return;
        sensor.Freeze.Add(m.Time, m.Value);
        if (sensor.Freeze.IsFrozen) sensor.Agreement?.Wait(m.Time);
    }

    /// <summary>
    /// Weighs an innovation, before the filter takes it (or, when it is not <paramref name="used"/>, passes it over).
    /// <paramref name="spread"/> is the variance of what was expected, <paramref name="variance"/> with that of the reading: what the
    /// filter divides by. Readings of an isolated sensor are watched for its recovery.
    /// </summary>
    public void Weigh<TMeasure>(
        Tag tag, DateTimeOffset time, ref TMeasure measure, GaussianState filter, double innovation, double spread, double variance, bool used)
        where TMeasure : struct, IMeasurementModel
    {
        Monitored sensor = Of(tag);
        if (sensor.Agreement is { } agreement)
        {
            agreement.Add(time, innovation, spread, variance - spread);
            return;
        }
        sensor.ReadSinceOnset = true;
        Deviations(filter);
        Gradient(ref measure, filter.Mean);
        if (used) Gain(filter, variance);
        double limit = sensor.IsSeldom ? SeldomOutlier : Outlier;
        variance = Math.Max(variance, innovation * innovation / (limit * limit));
        _bank.Take(_index[tag], time, innovation, variance, _gradient, used ? _gain : [], _workspace);
    }

    /// <summary>Goes back to the last remembered time at or before this one, and returns it; the filter must go back there, too.</summary>
    public DateTimeOffset Rewind(DateTimeOffset time)
    {
        DateTimeOffset back = _history.Rewind(time, _bank, _sensors);
        _nextOnset = NextOnset(back);
        foreach (Monitored sensor in _sensors) sensor.Agreement?.Rewind(back);
        for (int s = 0; s < _sensors.Count; s++) CarryStatedOffset(s);
        _step.Forget();
        return back;
    }

    /// <summary>The fault for which a sensor has to be isolated now, if there is one.</summary>
    public SensorFault? Find(DateTimeOffset now)
    {
        if (now < _nextJudgement) return null;
        _nextJudgement = now + _pace.JudgeEvery;
        foreach (Monitored sensor in _sensors)
            if (sensor.Fault is null && sensor.Freeze.IsFrozen)
                return new SensorFault(sensor.Tag, FaultKind.Freeze, sensor.Freeze.Since, double.NaN, double.NaN, double.PositiveInfinity);
        return MostLikely(now);
    }

    /// <summary>
    /// Goes back to before a fault began by any likely explanation of it and returns that time, to which the filter must go back, too; to be
    /// followed by <see cref="Isolate"/>.
    /// </summary>
    public DateTimeOffset Blame(SensorFault fault, DateTimeOffset now)
    {
        _past.Clear();
        for (int c = 0; c < _bank.Hypotheses.Length && fault.Kind != FaultKind.Freeze; c++)
        {
            Hypothesis h = _bank.Hypotheses[c];
            if (h.IsAlive && !h.IsProcess && !h.IsStated && h.Of == _index[fault.Tag])
                _past.Add(h, Evidence(c, h, now) - fault.Evidence, _bank.Estimate(c, Prior(h)));
        }
        DateTimeOffset onset = _past.Earliest(fault.Onset);
        return Rewind(onset - Doubt(now - onset));
    }

    /// <summary>
    /// Isolates a sensor from the time that <see cref="Blame"/> went back to: all explanations begin anew, as the filter without its
    /// readings has other innovations. What the fault had done before is a mixture over the explanations, whose onset, shape and size differ:
    /// <paramref name="shift"/> receives its mean and <paramref name="spread"/> its spread, as rows of directions; gives their number.
    /// </summary>
    public int Isolate(SensorFault fault, DateTimeOffset from, DateTimeOffset now, Span<double> shift, Span<double> spread)
    {
        Monitored sensor = Of(fault.Tag);
        int rows = _past.Effect(_bank, _index[fault.Tag], shift, spread);
        sensor.Fault = _isolated[fault.Tag] = fault;
        sensor.Agreement = new Agreement(fault, now);
        _bank.Clear();
        _history.Drop(from);
        _nextOnset = from;
        Mark(from);
        return rows;
    }

    /// <summary>
    /// What the filter's covariance does not know, as rows of directions: faults and jumps that are not proved, each by its size and weighed
    /// by its probability against "nothing fails" and all others, and the offset that every sensor states as possible (consider covariance,
    /// Schmidt 1966; by signatures: Friedland, IEEE Trans. Automatic Control 14 (1969) 359). Gives the number of rows.
    /// </summary>
    public int Doubts(DateTimeOffset now, Span<double> spread)
    {
        double all = 1;
        ReadOnlySpan<Hypothesis> hypotheses = _bank.Hypotheses;
        for (int c = 0; c < hypotheses.Length; c++)
        {
            bool counts = hypotheses[c].IsAlive && !hypotheses[c].IsStated && (hypotheses[c].IsProcess || _sensors[hypotheses[c].Of].Fault is null);
            _weights[c] = counts ? Math.Exp(Evidence(c, hypotheses[c], now) - Improbable) : 0;
            all += _weights[c];
        }
        int rows = 0;
        for (int c = 0; c < hypotheses.Length && (rows + 1) * _states <= spread.Length; c++)
        {
            if (hypotheses[c].IsAlive && hypotheses[c].IsStated)
            {
                _bank.AddSignature(c, _sensors[hypotheses[c].Of].Allowed, Row(spread, rows++));
                continue;
            }
            double weight = _weights[c] / all;
            if (weight < Unlikely) continue;
            (double size, double uncertainty) = _bank.Estimate(c, Prior(hypotheses[c]));
            _bank.AddSignature(c, Math.Sqrt(weight * (size * size + uncertainty * uncertainty)), Row(spread, rows++));
        }
        return rows;
    }

    private Span<double> Row(Span<double> rows, int row)
    {
        Span<double> found = rows.Slice(row * _states, _states);
        found.Clear();
        return found;
    }

    /// <summary>Takes back the sensors that have agreed again long enough; returns what they were isolated for.</summary>
    public IReadOnlyList<SensorFault> TakeBack()
    {
        _healed.Clear();
        if (_isolated.Count == 0) return _healed;
        foreach (Monitored sensor in _sensors)
        {
            if (sensor.Fault is not { } fault || !sensor.Agreement!.Holds) continue;
            _healed.Add(fault);
            _isolated.Remove(sensor.Tag);
            (sensor.Fault, sensor.Agreement) = (null, null);
        }
        return _healed;
    }

    /// <summary>The best explanation that blames a sensor, if it is good enough.</summary>
    private SensorFault? MostLikely(DateTimeOffset now)
    {
        double best = 0, rival = 0;
        int winner = -1;
        for (int c = 0; c < _bank.Hypotheses.Length; c++)
        {
            Hypothesis h = _bank.Hypotheses[c];
            if (!h.IsAlive || h.IsStated || (!h.IsProcess && _sensors[h.Of].Fault is not null)) continue;
            double evidence = Evidence(c, h, now);
            bool same = winner >= 0 && IsSame(h, _bank.Hypotheses[winner]);
            if (evidence > best)
            {
                if (!same) rival = best;
                (best, winner) = (evidence, c);
            }
            else if (!same)
            {
                rival = Math.Max(rival, evidence);
            }
        }
        if (winner < 0 || best < Threshold || best - rival < Margin) return null;
        Hypothesis found = _bank.Hypotheses[winner];
        if (found.IsProcess || now - found.Onset < _pace.ShortestFault) return null;
        Monitored sensor = _sensors[found.Of];
        if (found.Readings < (sensor.IsSeldom ? 2 : FewestReadings)) return null;
        (double size, double uncertainty) = _bank.Estimate(winner, Prior(found));
        return new SensorFault(sensor.Tag, found.Kind, found.Onset, size, uncertainty, best);
    }

    private static bool IsSame(in Hypothesis a, in Hypothesis b) => a.IsProcess == b.IsProcess && a.Of == b.Of;

    // Against an offset that the sensor may have by what it states of itself; of a drift, against what grows to that since its onset.
    private double Evidence(int slot, in Hypothesis h, DateTimeOffset now)
    {
        double evidence = _bank.Evidence(slot, Prior(h)), allowed = h.IsProcess ? 0 : _sensors[h.Of].Allowed;
        if (allowed == 0) return evidence;
        if (h.Kind == FaultKind.Drift) allowed /= Math.Max((now - h.Onset).TotalHours, 1);
        return evidence - Math.Max(_bank.Evidence(slot, allowed), 0);
    }

    private double Prior(in Hypothesis h)
    {
        if (!h.IsProcess) return (h.Kind == FaultKind.Bias ? ExpectedBias : _pace.ExpectedDrift) * _sensors[h.Of].Uncertainty;
        foreach ((int state, double size) in _jumps)
            if (state == h.Of) return size;
        return 1;
    }

    // Onsets lie one of the pace's apart among the youngest and twice as far with each doubling of their age.
    private void Thin(DateTimeOffset now)
    {
        int youngest = OnsetNumber(now);
        for (int c = 0; c < _bank.Hypotheses.Length; c++)
        {
            Hypothesis h = _bank.Hypotheses[c];
            if (!h.IsAlive || h.IsStated) continue;
            int age = (h.IsProcess ? youngest : _sensors[h.Of].Onsets) - h.Ordinal, keep = 1;
            while (4 * keep <= age) keep *= 2;
            if (h.Ordinal % keep != 0 || now - h.Onset > Oldest) _bank.Drop(c);
        }
    }

    private int OnsetNumber(DateTimeOffset time) => (int)Math.Floor((time - _start) / _pace.OnsetEvery);

    private DateTimeOffset NextOnset(DateTimeOffset after) => _start + (OnsetNumber(after) + 1) * _pace.OnsetEvery;

    private void CarryStatedOffset(int sensor)
    {
        if (_sensors[sensor].Allowed > 0 && !_bank.IsStated(sensor)) _bank.Add(new Hypothesis { IsAlive = true, IsStated = true, Of = sensor });
    }

    private Monitored Of(Tag tag)
    {
        if (_index.TryGetValue(tag, out int found)) return _sensors[found];
        var sensor = new Monitored(tag);
        _index[tag] = _sensors.Count;
        _sensors.Add(sensor);
        return sensor;
    }

    private void Deviations(GaussianState filter)
    {
        for (int i = 0; i < _states; i++) _deviation[i] = Math.Sqrt(filter.Variance(i));
    }

    private void Gradient<TMeasure>(ref TMeasure measure, ReadOnlySpan<double> x) where TMeasure : struct, IMeasurementModel
    {
        x.CopyTo(_point);
        for (int i = 0; i < _states; i++)
        {
            double step = 0.1 * _deviation[i] + 1e-9;
            _point[i] = x[i] + step;
            double high = measure.Read<Real>(_point.AsSpan().AsReal()).Value;
            _point[i] = x[i] - step;
            _gradient[i] = (high - measure.Read<Real>(_point.AsSpan().AsReal()).Value) / (2 * step);
            _point[i] = x[i];
        }
    }

    private void Gain(GaussianState filter, double variance)
    {
        ReadOnlySpan<double> root = filter.Root;
        Array.Clear(_direction);
        for (int i = 0; i < _states; i++)
            if (_gradient[i] != 0) TensorPrimitives.MultiplyAdd(root.Slice(i * _states, _states), _gradient[i], _direction, _direction);
        for (int i = 0; i < _states; i++) _gain[i] = TensorPrimitives.Dot(root.Slice(i * _states, _states), _direction) / variance;
    }
}
