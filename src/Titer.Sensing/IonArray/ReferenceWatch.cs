using System.Collections.Immutable;

namespace Titer.Sensing.IonArray;

/// <summary>
/// The common reference of ion-selective electrodes is lost when all of them jump by the same voltage: a change of the medium moves
/// electrodes for ions of different charge differently. Judged only for arrays with ions of at least two charges. Latched until the electrodes
/// are back near where they were.
/// </summary>
internal sealed class ReferenceWatch
{
    private const double LeastJump = 0.01, Alike = 0.2, Back = 0.5;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    private readonly ImmutableArray<IonElectrode> _electrodes;
    private readonly bool _judges;
    private readonly double[] _good, _change, _sorted;
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private bool _lost;

    public ReferenceWatch(ImmutableArray<IonElectrode> electrodes)
    {
        _electrodes = electrodes;
        _judges = electrodes.Length >= 3 && electrodes.Select(e => e.Ion.Charge).Distinct().Count() > 1;
        (_good, _change, _sorted) = (new double[electrodes.Length], new double[electrodes.Length], new double[electrodes.Length]);
    }

    /// <param name="volts">All finite.</param>
    public bool IsLost(DateTimeOffset time, ReadOnlySpan<double> volts)
    {
        if (_judges && _last != DateTimeOffset.MinValue && (_lost || time - _last <= LongestPause))
        {
            for (int i = 0; i < _change.Length; i++) _change[i] = _sorted[i] = volts[i] - _good[i];
            double shift = RunningMedian.MedianOf(_sorted), size = Math.Abs(shift);
            bool alike = true;
            for (int i = 0; i < _change.Length; i++)
                if (Math.Abs(_change[i] - shift) > Alike * size + 5 * _electrodes[i].Noise) alike = false;
            _lost = _lost ? size > Back * LeastJump : alike && size > LeastJump;
        }
        if (!_lost)
        {
            volts.CopyTo(_good);
            _last = time;
        }
        return _lost;
    }
}
