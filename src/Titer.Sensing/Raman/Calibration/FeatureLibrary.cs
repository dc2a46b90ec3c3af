using System.Collections.Immutable;
using System.Globalization;
using Titer.Sensing.Raman.Preprocessing;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>
/// The ways of preprocessing that a calibration chooses from: smoothing, first and second derivatives of several widths, baselines and scatter
/// correction, each with its own normalisation. Widths are in 1/cm, so that they mean the same on every instrument.
/// </summary>
public static class FeatureLibrary
{
    private const int Regions = 6, LeastPoints = 5;
    private const double StandardWidth = 60;
    private static readonly (int Derivative, double Width)[] Windows = [(0, 60), (1, 30), (1, 60), (1, 120), (2, 60)];
    private static readonly double[] BaselineLengths = [18, 56];
    private static readonly int[] ScatterOrders = [4, 6];
    private static readonly SpectralStep Snv = new StandardNormalVariate(), Length = new VectorNormalisation();

    public static ImmutableArray<FeatureSet> For(SpectralAxis axis)
    {
        var sets = ImmutableArray.CreateBuilder<FeatureSet>();
        InternalStandard[] standards = Standards(axis);
        foreach ((int derivative, double width) in Windows)
        {
            int points = axis.Window(width, LeastPoints);
            if (points >= axis.Channels) continue;
            var step = new SavitzkyGolay(points, 2, derivative);
            string name = derivative == 0 ? $"smooth {Text(width)}" : $"derivative {derivative} {Text(width)}";
            Add(sets, name, step);
            Add(sets, $"{name}, SNV", step, Snv);
            foreach (InternalStandard standard in standards) Add(sets, $"{name}, standard {Text(standard.From)}-{Text(standard.To)}", standard, step);
        }
        foreach (double length in BaselineLengths)
        {
            if (length < 2 * axis.Step) continue;
            var baseline = new AsymmetricBaseline(BaselineWeights.Asymmetric, length);
            Add(sets, $"baseline {Text(length)}, length 1", baseline, Length);
            Add(sets, $"baseline {Text(length)}, SNV", baseline, Snv);
        }
        foreach (int order in ScatterOrders)
        {
            var scatter = new ScatterCorrection(order);
            Add(sets, $"EMSC {order}", scatter);
            Add(sets, $"EMSC {order}, derivative 1 30", scatter, new SavitzkyGolay(axis.Window(30, LeastPoints), 2, 1));
        }
        return sets.ToImmutable();
    }

    private static InternalStandard[] Standards(SpectralAxis axis)
    {
        int points = axis.Window(StandardWidth, LeastPoints);
        if (axis.Channels / Regions < points + 2) return [];
        double width = (axis.Last - axis.First) / Regions;
        return [.. Enumerable.Range(0, Regions).Select(b => new InternalStandard(axis.First + b * width, axis.First + (b + 1) * width, points))];
    }

    private static void Add(ImmutableArray<FeatureSet>.Builder sets, string name, params ImmutableArray<SpectralStep> steps) => sets.Add(new(name,
        steps));

    private static string Text(double wavenumber) => wavenumber.ToString("0", CultureInfo.InvariantCulture);
}
