using Titer.Core;

namespace Titer.Sensing.PlateReader;

/// <summary>What the sensor remembers of one position: three readings, its spikes' scale, its repeatability, how it woke up.</summary>
internal sealed class PlateReaderPosition(double number, PlateReaderSpecification specification)
{
    private const int Window = 31;
    /// <summary>Read-outs without any change of the last digit after which a chip is frozen while others move; one alone needs more.</summary>
    private const int FrozenAmongMoving = 30, FrozenAlone = 120;

    private readonly RepeatabilityTracker _repeatability = new(specification.Resolution);
    private readonly double[] _recent = new double[Window], _sorted = new double[Window];
    private int _recentCount;
    private bool _awake;
    private double _previous = double.NaN;

    public double Number { get; } = number;
    public Tag Tag { get; } = new($"culture-{number:00}/{specification.Variable}");
    /// <summary>The reading to be judged.</summary>
    public double Current { get; private set; } = double.NaN;
    public int UnchangedRun { get; private set; }
    /// <summary>How far the current reading is from the middle of its neighbours.</summary>
    public double Difference { get; private set; }

    /// <summary>The next reading becomes the one to be judged.</summary>
    public void Shift(double next)
    {
        UnchangedRun = next == Current ? UnchangedRun + 1 : 0;
        // A reading that is no signal is no neighbour; across a gap the last signal stays the neighbour.
        if (IsSignal(Current, specification)) _previous = Current;
        Current = next;
    }

    /// <summary>
    /// How far the current reading stands out above both its neighbours in time (below: negative; between them: 0), NaN when one of
    /// the three is no signal. The corner of a fast rise or fall does not stand out.
    /// </summary>
    public double Spike(double next, PlateReaderSpecification s)
    {
        if (!IsSignal(Current, s) || !IsSignal(next, s) || !IsSignal(_previous, s)) return double.NaN;
        Difference = Current - (_previous + next) / 2;
        _repeatability.Add(Difference);
        double before = Current - _previous, after = Current - next;
        return before * after <= 0 ? 0 : Math.Abs(before) < Math.Abs(after) ? before : after;
    }

    public Quality Judge(double ownSpike, double spread, TimeSpan sinceStart, int typicalRun, int positions, PlateReaderSpecification s)
    {
        double y = Current;
        if (!double.IsFinite(y)) return Quality.Failure("no reading");
        if (!_awake)
        {
            if (y >= s.AwakeAbove && y <= s.Highest) _awake = true;
            else if (sinceStart < PlateReaderSensor.LongestStartUp) return Quality.FunctionCheck("start-up");
            else _awake = IsSignal(y, s);
        }
        if (y == 0) return Quality.Failure("drop-out, reads zero");
        if (y < s.Lowest || y > s.Highest) return Quality.Failure("impossible value");
        if (UnchangedRun >= FrozenAlone || (positions >= 5 && typicalRun <= 3 && UnchangedRun >= FrozenAmongMoving))
            return Quality.Failure("frozen, the reading does not change");
        if (double.IsNaN(ownSpike)) return Quality.Good;

        double scale = Scale();
        Remember(Difference);
        double limit = Math.Max(s.LeastSpike, s.SpikeSigmas * Math.Max(scale, Math.Max(spread, _repeatability.Sigma)));
        return Math.Abs(ownSpike) > limit ? Quality.Failure("outlier, far from the readings before and after") : Quality.Good;
    }

    /// <summary>Standard uncertainty of the current reading: calibration and repeatability (JCGM 100:2008, 5.1.2).</summary>
    public double Uncertainty(PlateReaderSpecification s)
    {
        double calibration = s.CalibrationUncertainty(double.IsFinite(Current) ? Math.Clamp(Current, s.Lowest, s.Highest) : s.Highest);
        return Math.Sqrt(calibration * calibration + _repeatability.Sigma * _repeatability.Sigma);
    }

    private static bool IsSignal(double y, PlateReaderSpecification s) => y > 0 && y >= s.Lowest && y <= s.Highest;

    private void Remember(double difference) => _recent[_recentCount++ % Window] = Math.Abs(difference);

    /// <summary>Median absolute deviation, scaled to a Gaussian's sigma, of the differences in the last half hour or so.</summary>
    private double Scale()
    {
        int n = Math.Min(_recentCount, Window);
        if (n < 5) return double.PositiveInfinity;
        _recent.AsSpan(0, n).CopyTo(_sorted);
        _sorted.AsSpan(0, n).Sort();
        return 1.4826 * _sorted[n / 2];
    }
}
