using System.Collections.Immutable;
using System.Text.Json;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Raman.Preprocessing;

namespace Titer.Sensing.Tests.Raman;

public class PreprocessingTests
{
    private static readonly SpectralAxis Even = new([.. Enumerable.Range(0, 300).Select(i => 400 + 2.0 * i)]);
    /// <summary>As a grating spaces its channels: ever closer.</summary>
    private static readonly SpectralAxis Uneven = new([.. Enumerable.Range(0, 300).Select(i => 400 + 2.4 * i - 0.0013 * i * i)]);

    private static double[] Apply(SpectralStep step, SpectralAxis axis, double[] spectrum, out SpectralAxis output)
    {
        SpectralOperation operation = step.On(axis);
        output = operation.Output;
        var result = new double[output.Channels];
        operation.Apply(spectrum, result);
        return result;
    }

    private static double[] Bands(SpectralAxis axis, params (double Centre, double Width, double Height)[] bands) =>
        [.. axis.Wavenumbers.Select(v => bands.Sum(b => b.Height * Math.Exp(-0.5 * Math.Pow((v - b.Centre) / b.Width, 2))))];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Savitzky_Golay_is_exact_for_a_cubic_on_any_axis(int derivative)
    {
        foreach (SpectralAxis axis in new[] { Even, Uneven })
        {
            double[] cubic = [.. axis.Wavenumbers.Select(v => Derivative((v - 600) / 100, 0))];
            double[] result = Apply(new SavitzkyGolay(9, 3, derivative), axis, cubic, out SpectralAxis inner);
            Assert.Equal(axis.Channels - 8, inner.Channels);
            for (int i = 0; i < inner.Channels; i++)
                Assert.Equal(Derivative((inner.Wavenumbers[i] - 600) / 100, derivative), result[i] * Math.Pow(100, derivative), 1e-7);
        }

        static double Derivative(double x, int order) => order switch
        {
            0 => 1 + 2 * x - 3 * x * x + 0.5 * x * x * x, 1 => 2 - 6 * x + 1.5 * x * x, 2 => -6 + 3 * x, _ => 3,
        };
    }

    [Fact]
    public void Savitzky_Golay_weights_are_those_of_the_published_table() // quadratic, five points: (-3, 12, 17, 12, -3) / 35
    {
        double[] weights = SavitzkyGolay.Weights([-2, -1, 0, 1, 2], 2, 0);
        double[] table = [-3 / 35.0, 12 / 35.0, 17 / 35.0, 12 / 35.0, -3 / 35.0];
        for (int i = 0; i < 5; i++) Assert.Equal(table[i], weights[i], 1e-14);
    }

    [Theory]
    [InlineData(BaselineWeights.Asymmetric)]
    [InlineData(BaselineWeights.Logistic)]
    [InlineData(BaselineWeights.Adaptive)]
    public void A_baseline_takes_off_a_curved_background_and_leaves_the_bands(BaselineWeights weights)
    {
        foreach (SpectralAxis axis in new[] { Even, Uneven })
        {
            double[] bands = Bands(axis, (600, 6, 100), (800, 8, 60)), noise = new double[axis.Channels];
            var draw = new Gaussian(1);
            for (int i = 0; i < noise.Length; i++) noise[i] = 0.3 * draw.Next();
            double[] spectrum = [.. axis.Wavenumbers.Select((v, i) => bands[i] + noise[i] + 500 + 80 * Math.Sin((v - 400) / 260))];
            double[] result = Apply(new AsymmetricBaseline(weights, weights == BaselineWeights.Asymmetric ? 25 : 60, 0.005), axis, spectrum, out _);
            for (int i = 20; i < 280; i++) Assert.Equal(bands[i], result[i], 12.0);
        }
    }

    [Fact]
    public void Scatter_correction_takes_gain_background_and_interferent_off()
    {
        double[] pure = Bands(Even, (600, 10, 1), (850, 12, 0.7)), other = Bands(Even, (700, 9, 1));
        double[] spoiled = [.. pure.Select((v, i) => 3.1 * v + 0.8 * other[i] + 5 + 2e-3 * Even.Wavenumbers[i])];
        double[] result = Apply(new ScatterCorrection(2, [.. pure], [[.. other]]), Even, spoiled, out _);
        for (int i = 0; i < pure.Length; i++) Assert.Equal(pure[i], result[i], 1e-9);
        Assert.All(Apply(new ScatterCorrection(0, [.. pure]), Even, [.. pure.Select(v => -v)], out _), v => Assert.True(double.IsNaN(v)));
    }

    [Fact]
    public void Normalisations_do_not_see_the_laser_power()
    {
        double[] spectrum = [.. Bands(Even, (600, 10, 50), (850, 30, 400)).Select((v, i) => v + 20 + 0.01 * i)], brighter = [.. spectrum.Select(v => 1.7 * v)];
        foreach (SpectralStep step in new SpectralStep[]
            { new StandardNormalVariate(), new VectorNormalisation(), new BandNormalisation(780, 920, true), new InternalStandard(780, 920, 9) })
        {
            double[] a = Apply(step, Even, spectrum, out _), b = Apply(step, Even, brighter, out _);
            for (int i = 0; i < a.Length; i++) Assert.Equal(a[i], b[i], 1e-9);
        }
    }

    [Fact]
    public void A_spike_is_bridged_and_bands_and_noise_are_left_alone()
    {
        var draw = new Gaussian(2);
        var training = new RowMatrix(30, Even.Channels);
        double[] bands = Bands(Even, (600, 2.2, 400), (850, 12, 300)); // the first is two channels wide
        for (int i = 0; i < 30; i++)
            for (int j = 0; j < Even.Channels; j++) training[i, j] = 1000 + bands[j] + 3 * draw.Next();
        var learned = (Despike)new Despike(12).Learn(training, Even);
        var operation = (DespikeOperation)learned.On(Even);
        var clean = new double[Even.Channels];
        for (int i = 0; i < 30; i++)
        {
            operation.Apply(training.Row(i), clean);
            Assert.Equal(0, operation.Spikes);
            double[] struck = training.Row(i).ToArray();
            struck[40 + 7 * i] += 300;
            operation.Apply(struck, clean);
            if (learned.Protected!.Value.Any(c => Math.Abs(c - (40 + 7 * i)) < 4)) continue;
            Assert.InRange(operation.Spikes, 1, 2);
            Assert.Equal(training[i, 40 + 7 * i], clean[40 + 7 * i], 25.0);
        }
        Assert.Contains(100, learned.Protected!.Value);
        Assert.True(learned.Protected!.Value.Length < 12);
    }

    [Fact]
    public void Every_step_reads_back_from_JSON_and_does_the_same()
    {
        var draw = new Gaussian(3);
        var spectra = new RowMatrix(25, Even.Channels);
        for (int i = 0; i < spectra.Values.Length; i++) spectra.Values[i] = 100 + 10 * Math.Sin(i % Even.Channels * 0.05) + draw.Next();
        ImmutableArray<SpectralStep> steps =
        [
            new Despike(9), new AxisCut(500, 520), new AxisCrop(410, 980), new AsymmetricBaseline(BaselineWeights.Logistic, 50), new ScatterCorrection(1),
            new SavitzkyGolay(7, 2, 1), new StandardNormalVariate(), new ChannelScaling(0.5), new VectorNormalisation(),
        ];
        ImmutableArray<SpectralStep> learned = Pipeline.Learn(steps, spectra, Even);
        string json = JsonSerializer.Serialize(learned);
        ImmutableArray<SpectralStep> read = JsonSerializer.Deserialize<ImmutableArray<SpectralStep>>(json);
        Assert.Equal(json, JsonSerializer.Serialize(read));
        Assert.Equal(new Pipeline(learned, Even).Apply(spectra).Values, new Pipeline(read, Even).Apply(spectra).Values);
    }

    [Fact]
    public void Resampling_keeps_a_smooth_spectrum()
    {
        double[] smooth = Bands(Uneven, (600, 20, 100), (800, 30, 50));
        RowMatrix result = AxisResampling.To(Even.Slice(5..280), Uneven, new RowMatrix(smooth, 1, smooth.Length));
        double[] truth = Bands(Even.Slice(5..280), (600, 20, 100), (800, 30, 50));
        for (int i = 0; i < truth.Length; i++) Assert.Equal(truth[i], result[0, i], 0.01);
    }

    [Fact]
    public void Steps_refuse_an_axis_that_cannot_carry_them()
    {
        Assert.Throws<InputException>(() => new AxisCrop(2000, 3000).On(Even));
        Assert.Throws<InputException>(() => new SavitzkyGolay(8, 2, 1).On(Even));
        Assert.Throws<InputException>(() => new SavitzkyGolay(301, 2, 1).On(Even));
        Assert.Throws<InputException>(() => new ScatterCorrection(1).On(Even));
        Assert.Throws<InputException>(() => new SpectralAxis([1, 2, 2, 3]));
    }
}
