using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Titer.Numerics;

namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>Variance of a channel as the detector gives it: Floor + PerCount * counts.</summary>
public readonly record struct DetectorNoise(double Floor, double PerCount)
{
    public double Variance(double counts) => Floor + PerCount * Math.Max(counts, 0);
}

/// <summary>
/// Cosmic spikes out: a channel that stands above the median of its seven neighbours by more than its noise explains, a modified z-score after
/// D. A. Whitaker, K. Hayes (Chemom. Intell. Lab. Syst. 179 (2018) 82-84), is bridged, together with the channels on both sides, by a line between
/// the sound channels beyond. (The foot of a spike hides below the limit on a steep flank, so that it goes too; the median that finds
/// a spike is no replacement for it, because on the flank it is a channel off.) A cosmic ray strikes one spectrum, a band stands in all:
/// channels at which the training spectra often look struck are those of narrow bands, and are left alone.
/// </summary>
/// <param name="Limit">Standard deviations of the noise above which a channel is struck.</param>
/// <param name="Floor">Added to that, in the unit of the spectrum.</param>
/// <param name="Noise">Of the detector, where it is known; the scatter of the spectrum around itself otherwise.</param>
/// <param name="Protected">Learned: channels left alone, ascending.</param>
public sealed record Despike(double Limit, double Floor = 0, DetectorNoise? Noise = null, ImmutableArray<int>? Protected = null) : SpectralStep
{
    // A channel struck in more than this part of the training spectra, and in more than two, carries a band; so may its neighbours.
    private const double Often = 0.05;
    private const int Neighbours = 2;

    [JsonIgnore] public override bool Learns => true;

    public override SpectralStep Learn(RowMatrix spectra, SpectralAxis axis)
    {
        var operation = new DespikeOperation(axis, this with { Protected = [] });
        var times = new int[axis.Channels];
        for (int i = 0; i < spectra.Rows; i++)
        {
            ReadOnlySpan<bool> struck = operation.Find(spectra.Row(i));
            for (int j = 0; j < times.Length; j++)
                if (struck[j]) times[j]++;
        }
        bool Band(int j) => j >= 0 && j < times.Length && times[j] > Math.Max(2, Often * spectra.Rows);
        return this with
        {
            Protected = [.. Enumerable.Range(0, times.Length).Where(j => Enumerable.Range(j - Neighbours, 2 * Neighbours + 1).Any(Band))],
        };
    }

    public override SpectralOperation On(SpectralAxis axis) => new DespikeOperation(axis, this);
}
