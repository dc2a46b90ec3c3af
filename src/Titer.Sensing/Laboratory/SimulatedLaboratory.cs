using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;

namespace Titer.Sensing.Laboratory;

/// <summary>
/// The off-line laboratory: a sample is drawn, its results arrive 3 to 5 h later. Half of the variance of each method belongs to
/// the instrument and stays for the batch, half is drawn with each sample.
/// Channels: <c>counts</c> (2: viable, dead), <c>dilution</c>, <c>enzyme</c> (3 nA: glucose, lactate, glutamine), <c>ammonium</c>
/// (mV), <c>electrode</c> (mV), <c>pCO2</c> (mm[Hg]), <c>peak</c> (area), <c>sampled</c> (h before the frame's time).
/// </summary>
public sealed class SimulatedLaboratory
{
    private const double ShortestDelay = 3, LongestDelay = 5, Dilution = 2;
    private static readonly double HalfVariance = Math.Sqrt(0.5);

    private readonly Gaussian _noise;
    private readonly LaboratoryCalibration _nominal = LaboratoryCalibration.Nominal;
    private readonly double[] _instrument = new double[7];
    private readonly Queue<(double Drawn, double Due, ImmutableArray<Channel> Channels)> _pending = new();

    public SimulatedLaboratory(Gaussian noise)
    {
        _noise = noise;
        for (int i = 0; i < _instrument.Length; i++) _instrument[i] = noise.Next();
    }

    /// <summary>Draws a sample of the broth as it is now, h since the start of the batch.</summary>
    public void Draw(double hours, in Broth broth) =>
        _pending.Enqueue((hours, hours + _noise.Uniform(ShortestDelay, LongestDelay), Analyse(broth)));

    /// <summary>The oldest result that is ready; call again for the next one.</summary>
    public bool TryReport(double hours, out ImmutableArray<Channel> channels)
    {
        channels = [];
        if (!_pending.TryPeek(out var sample) || sample.Due > hours) return false;
        _pending.Dequeue();
        channels = sample.Channels.Add(new Channel("sampled", Unit.Hour, [hours - sample.Drawn]));
        return true;
    }

    private ImmutableArray<Channel> Analyse(in Broth broth)
    {
        double counted = _nominal.CountedVolume * 1e9 / Dilution
            * (1 + _nominal.DilutionUncertainty * _noise.Next()) * (1 + _nominal.OperatorUncertainty * Method(0));
        double viable = _noise.Poisson(broth.ViableCells * counted), dead = _noise.Poisson(broth.DeadCells * counted);
        // Cells with the wrong stain change camp.
        double wrong = Math.Round(Math.Clamp(_nominal.StainUncertainty / 100 * _noise.Next() * (viable + dead), -dead, viable));
        double ammonium = LaboratoryPhysics.Ammonium(broth.Ammonia, _nominal.AmmoniumE0, _nominal.AmmoniumSlope, _nominal.AmmoniumInterference);
        return
        [
            new Channel("counts", Unit.Count, [viable - wrong, dead + wrong]),
            new Channel("dilution", Unit.One, [Dilution]),
            new Channel("enzyme", Unit.NanoAmpere, [Enzyme(0, broth.Glucose), Enzyme(1, broth.Lactate), Enzyme(2, broth.Glutamine)]),
            new Channel("ammonium", Unit.Millivolt, [ammonium + _nominal.AmmoniumUncertainty * Method(4)]),
            new Channel("electrode", Unit.Millivolt,
                [_nominal.ElectrodeE0 + _nominal.ElectrodeSlope * (7 - broth.PH + _nominal.PHUncertainty * Method(5))]),
            new Channel("pCO2", Unit.MillimetreMercury, [broth.CarbonDioxide * (1 + _nominal.CarbonDioxideUncertainty * _noise.Next())]),
            new Channel("peak", Unit.One,
                [Math.Max(0, _nominal.PeakArea
                    * (broth.Antigen * (1 + _nominal.TitreUncertainty * Method(6)) + _nominal.TitreFloor * _noise.Next()))]),
        ];
    }

    private double Enzyme(int i, double concentration)
    {
        EnzymeElectrode e = _nominal.Enzymes[i];
        double seen = concentration * (1 + e.Relative * Method(1 + i)) + e.Floor * _noise.Next();
        return LaboratoryPhysics.Current(seen, e.Background, e.Highest, e.Half);
    }

    /// <summary>Standard normal error of method <paramref name="i"/> in this sample: instrument and sample.</summary>
    private double Method(int i) => HalfVariance * (_instrument[i] + _noise.Next());
}
