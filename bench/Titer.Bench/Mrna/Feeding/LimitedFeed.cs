using M = Titer.Control.Strategy.Transcription.IvtStrategyModel;

namespace Titer.Bench.Mrna.Feeding;

/// <summary>Keeps feeds within pumps and totals, minute by minute, so that no strategy has more than another.</summary>
internal sealed class LimitedFeed
{
    private const double Minute = 1 / 60.0;

    private readonly double[] _feed = new double[M.Inputs];
    private double _nucleotide, _polymerase;

    public double[] Of(ReadOnlySpan<double> wanted)
    {
        var settings = ControlRecipe.Settings;
        double nucleotide = (settings.Nucleotide - _nucleotide) / Minute, polymerase = (settings.Polymerase - _polymerase) / Minute;
        _feed[M.NucleotideFeed] = Math.Clamp(wanted[M.NucleotideFeed], 0, Math.Min(settings.NucleotideFeed.High, nucleotide));
        _feed[M.PolymeraseFeed] = Math.Clamp(wanted[M.PolymeraseFeed], 0, Math.Min(settings.PolymeraseFeed.High, polymerase));
        _feed[M.MagnesiumFeed] = Math.Clamp(wanted[M.MagnesiumFeed], 0, settings.MagnesiumFeed.High);
        _nucleotide += _feed[M.NucleotideFeed] * Minute;
        _polymerase += _feed[M.PolymeraseFeed] * Minute;
        return _feed;
    }
}
