namespace Titer.Control.Monitoring;

/// <summary>
/// End of the lag phase: the oxygen, level so far, begins to decline for good. Suspected when the envelope has fallen, certain when
/// a change of course explains the readings far better than a drift does; its time from <see cref="ChangePointRegression"/> with
/// uptake that grows exponentially after the lag phase (Monod 1949, Annu. Rev. Microbiol. 3, 371: the lag ends where the exponential
/// phase, carried back, meets the level) or that sets in at once, as with a first feed.
/// </summary>
internal sealed class LagPhase(OxygenHistory oxygen)
{
    /// <summary>Least fall of the envelope, % of saturation; drifts of the chips stay well below.</summary>
    public const double LeastFall = 8;
    /// <summary>More decline than this says little more about its beginning; nor does waiting longer than <see cref="LongestWait"/>, h.</summary>
    private const double AmpleFall = 20, LongestWait = 1.5;
    /// <summary>Log Bayes factor, "very strong" by Kass and Raftery (1995).</summary>
    private const double LeastEvidence = 5;
    private const double Furthest = 8;

    /// <summary>Specific growth rates from 0.2 to 2.4 /h in steps of a fifth.</summary>
    private static readonly double[] Rates = [.. Enumerable.Range(0, 14).Select(i => 0.2 * Math.Pow(1.21, i))];

    /// <summary>Steady decline, uptake that sets in within minutes, and growth.</summary>
    private static readonly Func<double, double>[] Courses =
        [s => s, s => 1 - Math.Exp(-s / 0.03), s => 1 - Math.Exp(-s / 0.15), .. Rates.Select(Growth)];

    private static Func<double, double> Growth(double rate) => s => Math.Exp(rate * s) - 1;

    /// <summary>Where growth fits best, rates around it in steps of 4 %.</summary>
    private static Func<double, double>[] Refined(int course)
    {
        int rate = course - (Courses.Length - Rates.Length);
        return rate < 0 ? [] : [.. Enumerable.Range(-7, 15).Where(k => k != 0).Select(k => Growth(Rates[rate] * Math.Pow(1.04, k)))];
    }

    private double? _suspected;
    private int _next, _patience = 6;
    private bool _ample;
    private ChangePoint? _found;

    /// <summary>Highest envelope before the decline, %.</summary>
    public double Plateau { get; private set; } = double.NegativeInfinity;
    public double Fall { get; private set; }
    /// <summary>A decline has set in, even if its beginning is not yet settled.</summary>
    public bool Begun => _found is not null;

    /// <returns>The end of the lag phase when it has become certain.</returns>
    public ChangePoint? Update(double envelope, bool settle)
    {
        if (!Begun) Plateau = Math.Max(Plateau, envelope);
        if (Plateau - envelope > Fall) Fall = Plateau - envelope;
        if (Plateau - envelope < Math.Max(LeastFall, 6 * oxygen.Noise) && !Begun) { _suspected = null; return null; }
        _suspected ??= oxygen.Last;
        bool ampleNow = Fall >= AmpleFall && !_ample;
        if (!Begun && (settle || ampleNow || oxygen.Count >= _next))
        {
            _next = oxygen.Count + _patience;
            _patience = Math.Min(_patience + 2, 30); // the longer it was not clear, the less one reading changes
            _ample |= ampleNow;
            _found = Certain(Find(oxygen.Count));
        }
        if (!Begun) return null;
        bool enough = Fall >= AmpleFall || oxygen.Last - _suspected >= LongestWait;
        if (!enough && !settle) return null;
        return Certain(Find(LowestIndex() + 1)) ?? _found;
    }

    /// <summary>Chips may drift by <see cref="LeastFall"/>, and the evidence must speak against that; no chip drifts by an ample fall.</summary>
    private ChangePoint? Certain(ChangePoint? found) =>
        found is { } f && (f.Evidence >= LeastEvidence || Fall >= AmpleFall) ? found : null;

    /// <summary>Readings after the lowest one may be a recovery and are no part of the decline.</summary>
    private int LowestIndex()
    {
        int lowest = oxygen.Count - 1;
        for (int i = lowest; i >= 0 && oxygen.Hours(i) >= _suspected!.Value - OxygenHistory.Window; i--)
            if (!oxygen.InDip(i, oxygen.Count) && oxygen.Smooth(i) < oxygen.Smooth(lowest)) lowest = i;
        return lowest;
    }

    private ChangePoint? Find(int end)
    {
        int first = oxygen.IndexAt(Math.Max(oxygen.Hours(0), _suspected!.Value - Furthest));
        var hours = new List<double>();
        var values = new List<double>();
        for (int i = first; i < end; i++)
        {
            if (oxygen.InDip(i, end)) continue;
            hours.Add(oxygen.Hours(i));
            values.Add(oxygen.Value(i));
        }
        if (hours.Count < 8) return null;
        double start = hours[0];
        Func<double, double> one = _ => 1, drift = t => t - start;
        // The chips come to rest exponentially in the first minutes.
        Func<double, double>[][] bases = [[one], [one, t => Math.Exp(-(t - start) / 0.06)], [one, t => Math.Exp(-(t - start) / 0.25)]];
        return ChangePointRegression.Find([.. hours], [.. values], start, hours[^1], Courses, Refined, bases, [one, drift], -1);
    }
}
