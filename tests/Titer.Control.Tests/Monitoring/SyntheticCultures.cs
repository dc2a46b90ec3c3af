using Titer.Core;
using Titer.Control.Monitoring;
using Titer.Numerics;

namespace Titer.Control.Tests.Monitoring;

/// <summary>
/// Cultures whose lag and exhaustion are known: oxygen = saturation less uptake over kLa, uptake growing exponentially after the lag
/// and ceasing with the substrate, with noise, common dips, drop-outs, single outliers and dead chips as asked for.
/// </summary>
internal sealed record SyntheticCultures
{
    public int Cultures { get; init; } = 12;
    public double Hours { get; init; } = 14;
    public double MinutesApart { get; init; } = 1;
    public double Noise { get; init; } = 0.5;
    /// <summary>Every so often (h) all cultures lose oxygen for some minutes; 0 for never.</summary>
    public double DipsEvery { get; init; }
    public double DipMinutes { get; init; } = 4;
    public double DipDepth { get; init; } = 30;
    public double DropOuts { get; init; }
    public double Outliers { get; init; }
    public bool Growth { get; init; } = true;
    public int Dead { get; init; } = -1;
    public double DriftPerHour { get; init; }
    public double RiseMinutes { get; init; } = 3;
    /// <summary>Cultures of one inoculum go through the same within minutes.</summary>
    public bool Replicates { get; init; }

    public readonly record struct Truth(string Name, double LagEnd, double Exhausted);

    public (CultureBank Bank, Truth[] Truth, List<Estimate> Estimates, List<Event> Events, double[][] Oxygen) Run(ulong seed)
    {
        var g = new Gaussian(seed);
        var truth = new Truth[Cultures];
        double[] mu = new double[Cultures], initial = new double[Cultures], saturation = new double[Cultures];
        double commonLag = g.Uniform(1, 4), commonMu = g.Uniform(0.4, 0.9), commonInitial = g.Uniform(1, 4);
        for (int c = 0; c < Cultures; c++)
        {
            saturation[c] = g.Uniform(90, 100);
            mu[c] = Replicates ? commonMu : g.Uniform(0.4, 0.9);
            initial[c] = Replicates ? commonInitial : g.Uniform(1, 4);
            double lag = Replicates ? commonLag + 0.03 * g.Next() : g.Uniform(1, 4);
            double demandAtEnd = Replicates ? 65 : g.Uniform(35, 75);
            truth[c] = new($"culture-{c:00}", lag, lag + Math.Log(demandAtEnd / initial[c]) / mu[c]);
        }
        var bank = new CultureBank();
        var estimates = new List<Estimate>();
        var events = new List<Event>();
        var measurements = new List<Measurement>();
        var start = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        int n = (int)(Hours * 60 / MinutesApart);
        double[][] oxygen = [.. Enumerable.Range(0, Cultures).Select(_ => new double[n])];
        DateTimeOffset time = start;
        for (int k = 0; k < n; k++)
        {
            double h = k * MinutesApart / 60;
            time = start.AddHours(h);
            bool dip = DipsEvery > 0 && h % DipsEvery < DipMinutes / 60 && h > DipsEvery;
            measurements.Clear();
            for (int c = 0; c < Cultures; c++)
            {
                double y = saturation[c] + DriftPerHour * h;
                if (Growth)
                {
                    double demand = initial[c] * (h < truth[c].LagEnd ? 1 : Math.Exp(mu[c] * (Math.Min(h, truth[c].Exhausted) - truth[c].LagEnd)));
                    if (h > truth[c].Exhausted) demand *= Math.Exp(-(h - truth[c].Exhausted) * 60 / RiseMinutes);
                    y -= demand;
                }
                if (dip) y = Math.Max(1, y - DipDepth);
                oxygen[c][k] = y;
                double reading = Math.Max(0.01, y + Noise * g.Next());
                Quality quality = Quality.Good;
                if (g.Uniform() < Outliers) reading = g.Uniform(0.01, 110); // one that the sensor let pass
                if (c == Dead && h > 0.5 || g.Uniform() < DropOuts) (reading, quality) = (0, Quality.Failure("drop-out, reads zero"));
                measurements.Add(new(new Tag($"{truth[c].Name}/DO"), time, reading, Unit.Percent, Math.Sqrt(1 + Noise * Noise), quality, "plate-reader/o2", k));
                measurements.Add(new(new Tag($"{truth[c].Name}/pH"), time, 7 - 0.02 * h + 0.005 * g.Next(), Unit.PH, 0.1, Quality.Good, "plate-reader/ph", k));
            }
            bank.Update(time, measurements, estimates, events);
        }
        bank.Finish(time, events);
        return (bank, truth, estimates, events, oxygen);
    }
}
