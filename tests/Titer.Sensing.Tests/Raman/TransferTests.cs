using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Raman.Calibration;
using Titer.Sensing.Raman.Transfer;

namespace Titer.Sensing.Tests.Raman;

/// <summary>A second instrument that is shifted by 3 /cm, brighter by a third and of another spectral response; the truth is known.</summary>
public class TransferTests
{
    private const double Shift = 3, Gain = 1.33, Tilt = 0.15;

    private static SpectralCalibration Calibration => Mixtures.Made.Value.Calibration;

    private static (RowMatrix Spectra, double[] Truth) New(ulong seed, int batches, int each) => Mixtures.Draw(seed, batches, each, Shift, Gain, Tilt, 0.4);

    [Fact]
    public void Direct_standardisation_gives_the_accuracy_of_the_old_instrument_back()
    {
        (RowMatrix oldStandards, _) = Mixtures.Draw(50, 4, 4, noise: 0.4);
        (RowMatrix newStandards, _) = New(50, 4, 4);
        SpectralCalibration moved = SpectralTransfer.ByStandards(Calibration, oldStandards, newStandards, Mixtures.Axis);
        (RowMatrix spectra, double[] truth) = New(60, 5, 10);
        double wrong = Mixtures.Rmse(Mixtures.Sense(Calibration, spectra), truth), right = Mixtures.Rmse(Mixtures.Sense(moved, spectra), truth);
        Assert.True(right < 0.65 * wrong && right < 1, $"{wrong} before, {right} after");
        Assert.Equal(Calibration.Hash, moved.Transfer!.Source);
        Assert.NotEqual(Calibration.Hash, moved.Hash);
        Assert.Equal(moved.Hash, SpectralCalibration.FromJson(moved.ToJson()).Hash);
    }

    [Fact]
    public void The_spectra_of_the_new_instrument_become_those_of_the_old()
    {
        (RowMatrix old, _) = Mixtures.Draw(51, 4, 4, noise: 0.1);
        (RowMatrix fresh, _) = Mixtures.Draw(51, 4, 4, Shift, Gain, Tilt, 0.1);
        SpectralMap map = DirectStandardisation.Fit(old, Mixtures.Axis, fresh, Mixtures.Axis);
        (RowMatrix oldOther, _) = Mixtures.Draw(61, 4, 4, noise: 0);
        (RowMatrix freshOther, _) = Mixtures.Draw(61, 4, 4, Shift, Gain, Tilt, 0);
        double before = 0, after = 0;
        var mapped = new double[Mixtures.Axis.Channels];
        for (int i = 0; i < oldOther.Rows; i++)
        {
            map.Apply(freshOther.Row(i), mapped);
            for (int j = 0; j < mapped.Length; j++)
            {
                before += Math.Pow(freshOther[i, j] - oldOther[i, j], 2);
                after += Math.Pow(mapped[j] - oldOther[i, j], 2);
            }
        }
        Assert.True(after < 0.01 * before, $"{before} before, {after} after");
    }

    [Fact]
    public void Slope_and_bias_are_found_and_what_is_left_is_in_the_intervals()
    {
        (RowMatrix spectra, double[] truth) = Mixtures.Draw(52, 4, 5);
        double[] otherScale = [.. truth.Select(t => 1.5 + 1.2 * t)];
        SpectralCalibration moved = SpectralTransfer.BySlopeAndBias(Calibration, spectra, otherScale);
        Assert.InRange(moved.Transfer!.Correction!.Slope, 1.1, 1.3);
        Assert.InRange(moved.Transfer.Correction.Bias, 0.5, 2.5);
        (RowMatrix others, double[] known) = Mixtures.Draw(62, 5, 10);
        List<Measurement> measured = Mixtures.Sense(moved, others);
        var coverage = new Coverage();
        for (int i = 0; i < known.Length; i++) coverage.Add(measured[i].Value, measured[i].StandardUncertainty, 1.5 + 1.2 * known[i]);
        Assert.True(coverage.Fraction > 0.9);
    }

    [Fact]
    public void A_transfer_without_enough_standards_or_without_a_relation_is_refused()
    {
        (RowMatrix few, double[] truth) = Mixtures.Draw(53, 1, 3);
        Assert.Contains("at least", Assert.Throws<InputException>(() => SpectralTransfer.ByStandards(Calibration, few, few, Mixtures.Axis)).Message);
        Assert.Contains("at least", Assert.Throws<InputException>(() => SpectralTransfer.BySlopeAndBias(Calibration, few, truth)).Message);
        (RowMatrix spectra, double[] known) = Mixtures.Draw(54, 2, 5);
        Assert.Contains("rise", Assert.Throws<InputException>(() => SpectralTransfer.BySlopeAndBias(Calibration, spectra, [.. known.Select(v => -v)])).Message);
    }
}
