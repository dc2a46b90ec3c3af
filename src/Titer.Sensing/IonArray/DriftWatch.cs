namespace Titer.Sensing.IonArray;

/// <summary>
/// Watches the difference of two electrodes (or of one and the rest of its set) for drift, in two ways: its weekly median against the
/// limit of agreement, and a <see cref="RampDetector"/> at 3.29 standard deviations (two-sided 0.1 % for a look). Medians of 10 min feed
/// the week, medians of 6 h the ramp; transients, outages and outliers do not move them.
/// </summary>
/// <remarks>
/// It detects and flags, and corrects nothing: taking the drift of a reference out of a reading with the help of a second, chloride-type
/// electrode is claimed by US 9,964,509 B2, and this library does not build that. Which of two electrodes drifts, a difference cannot tell.
/// The limit of 0.020 pH is the "weather" quality goal of GOA-ON (J. Newton et al., Global Ocean Acidification Observing Network:
/// Requirements and Governance Plan, 2nd ed., 2015).
/// </remarks>
public sealed class DriftWatch
{
    /// <summary>Standard deviations from which a ramp is an alarm.</summary>
    public const double RampSignificance = 3.29;
    private const int CellMinutes = 10, CellsPerStep = 36, StepsPerWeek = 7 * RampDetector.StepsPerDay, LongestWeek = 2 * StepsPerWeek;
    private const int LargestCell = 1024;
    // An alarm is over when both are back below half of what raised it.
    private const double Back = 0.5;
    // A difference this many limits from the level so far is no pair drifting but a bubble or a bad contact, for two days at most.
    private const double Gross = 5;
    private const int LongestTransient = 2 * 24 * 6;

    private readonly double _limit;
    private readonly RampDetector _ramp;
    private readonly RunningMedian _week = new(StepsPerWeek * CellsPerStep), _step = new(CellsPerStep);
    private readonly double[] _cell = new double[LargestCell];
    private readonly List<DriftAlarm> _alarms = [];
    private DateTimeOffset _start, _last;
    private long _cellIndex = -1, _grossSince = -1;
    private double _usual = double.NaN;
    private int _cellCount;
    private ulong _stepsSeen;

    /// <param name="limit">How far two good electrodes may be apart; 0.020 [pH] unless the user knows better.</param>
    public DriftWatch(double limit = 0.020) => (_limit, _ramp) = (limit, new RampDetector(limit));

    /// <summary>All alarms so far, in the order in which they were raised.</summary>
    public IReadOnlyList<DriftAlarm> Alarms => _alarms;

    /// <summary>An alarm is raised and has not gone back.</summary>
    public bool IsActive { get; private set; }

    /// <summary>Median of the difference over the last seven days that have data, of the last fourteen; NaN before there are so many.</summary>
    public double Level { get; private set; } = double.NaN;

    /// <summary>Largest |<see cref="Level"/>| so far.</summary>
    public double LargestLevel { get; private set; } = double.NaN;

    /// <summary>Drift of the last four weeks at most, per week, and its standard uncertainty.</summary>
    public double RatePerWeek => _ramp.LongRate;
    public double RateUncertainty => _ramp.LongRateUncertainty;

    /// <summary>Largest |likelihood ratio| of a ramp so far, standard deviations.</summary>
    public double LargestSignificance { get; private set; } = double.NaN;

    /// <summary>Takes in one difference; times do not go back. NaN is no difference.</summary>
    public void Add(DateTimeOffset time, double difference)
    {
        if (double.IsNaN(difference)) return;
        if (_cellIndex < 0) (_start, _cellIndex) = (time, 0);
        long cell = Math.Max(_cellIndex, (long)((time - _start).TotalMinutes / CellMinutes));
        if (cell > _cellIndex) Close(cell);
        _last = time;
        if (_cellCount < LargestCell) _cell[_cellCount++] = difference;
    }

    /// <summary>Judges what is still held back, at the end of the data.</summary>
    public void Flush()
    {
        if (_cellIndex >= 0) Close((_cellIndex / CellsPerStep + 1) * CellsPerStep);
    }

    /// <summary>The 10 minutes are over, and with them perhaps some steps of 6 h.</summary>
    private void Close(long next)
    {
        if (_cellCount > 0)
        {
            double median = RunningMedian.MedianOf(_cell.AsSpan(0, _cellCount));
            _cellCount = 0;
            if (!IsTransient(median))
            {
                _week.Add(_cellIndex, median);
                _step.Add(_cellIndex, median);
            }
        }
        for (long step = _cellIndex / CellsPerStep; step < next / CellsPerStep; step++) CloseStep(step);
        _cellIndex = next;
    }

    /// <summary>A gross departure from the level so far is an outage or a bubble until it has lasted two days.</summary>
    private bool IsTransient(double difference)
    {
        if (!(Math.Abs(difference - _usual) > Gross * _limit))
        {
            _grossSince = -1;
            return false;
        }
        if (_grossSince < 0) _grossSince = _cellIndex;
        return _cellIndex - _grossSince < LongestTransient;
    }

    private void CloseStep(long step)
    {
        double median = _step.After((step * CellsPerStep) - 1, out int count);
        _step.Clear();
        _ramp.Step(count > 0 ? median : double.NaN);
        _stepsSeen = (_stepsSeen << 1) | (count > 0 ? 1UL : 0);
        if (count == 0) return;
        long end = (step + 1) * CellsPerStep;
        int back = StepsBackToAWeek();
        _usual = _week.After(end - (back > 0 ? back : LongestWeek) * CellsPerStep - 1, out _);
        Level = back > 0 ? _usual : double.NaN;
        LargestLevel = Larger(LargestLevel, Level);
        LargestSignificance = Larger(LargestSignificance, _ramp.Significance);
        Judge(_start.AddMinutes(CellMinutes * Math.Min(end, (_last - _start).TotalMinutes / CellMinutes)));
    }

    /// <summary>How far back a week of steps with data reaches; 0 when two weeks do not have them.</summary>
    private int StepsBackToAWeek()
    {
        for (int back = 1, found = 0; back <= LongestWeek; back++)
            if ((_stepsSeen >> (back - 1) & 1) != 0 && ++found == StepsPerWeek) return back;
        return 0;
    }

    private void Judge(DateTimeOffset now)
    {
        double level = Math.Abs(Level), ramp = Math.Abs(_ramp.Significance);
        if (IsActive)
        {
            if (!(level > Back * _limit) && !(ramp > Back * RampSignificance)) IsActive = false;
            return;
        }
        if (level > _limit) Raise(DriftKind.Parted, now.AddDays(-7));
        else if (ramp > RampSignificance) Raise(DriftKind.Ramp, now.AddDays(-(double)_ramp.StepsSinceOnset / RampDetector.StepsPerDay));

        void Raise(DriftKind kind, DateTimeOffset since)
        {
            IsActive = true;
            _alarms.Add(new DriftAlarm(kind, now, since, Level, _ramp.Rate, _ramp.RateUncertainty));
        }
    }

    private static double Larger(double largest, double value) => !(Math.Abs(value) <= largest) && !double.IsNaN(value) ? Math.Abs(value) : largest;
}
