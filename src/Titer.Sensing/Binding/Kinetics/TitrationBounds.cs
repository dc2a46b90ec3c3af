using System.Collections.Immutable;
using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>
/// The range in which each parameter is looked for: wide enough that an estimate on a bound means "not determined", narrow enough that
/// no trial step overflows.
/// </summary>
internal static class TitrationBounds
{
    // exp(-k t) with k below 1e-8/s is a constant, and with k beyond three times the rate of the readings a step.
    private const double FastestPerStep = 3;
    private static readonly double Least = Math.Log(1e-8);
    // Rmax in units of the highest response: beyond, the curves are straight lines.
    private const double LargestRmax = 300;

    public static FitParameter[] Make(ImmutableArray<BindingCycle> cycles, double association, TitrationLayout layout,
        ReadOnlySpan<double> start, RateChart chart)
    {
        double top = cycles.Max(c => c.Concentration), highest = cycles.Max(c => c.Responses.Max(Math.Abs));
        double logTop = Math.Log(top), most = Math.Log(FastestPerStep / cycles.Min(c => (c.Times[^1] - c.Times[0]) / c.Times.Length));
        var box = new FitParameter[layout.Count];
        for (int i = 0; i < box.Length; i++) box[i] = new FitParameter(start[i]);
        box[0] = chart.ByKD
            ? new FitParameter(start[0], Least - most + logTop, most - Least + logTop)
            : new FitParameter(start[0], Least - logTop, most - logTop);
        box[1] = new FitParameter(start[1], Least, most);
        if (layout.Rates == 3)
        {
            // km C over the highest response: how often in a second the flow could fill the surface.
            double unit = Math.Log(Math.Max(highest, double.Epsilon)) - logTop;
            box[2] = new FitParameter(start[2], unit + Least, unit + Math.Log(1e5));
        }
        for (int i = 2; i < 4 && layout.Rates == 4; i++) box[i] = new FitParameter(start[i], Least, most);
        for (int c = 0; c < layout.Cycles; c++)
        {
            box[layout.Rmax(c)] = new FitParameter(start[layout.Rmax(c)], 0, LargestRmax * highest);
            if (layout.Dissociation >= 0) box[layout.Dissociation + c] = new FitParameter(start[layout.Dissociation + c], -1, 10);
            if (layout.Start >= 0) box[layout.Start + c] = new FitParameter(start[layout.Start + c], -0.1 * association, 0.1 * association);
        }
        return box;
    }
}
