namespace Titer.Sensing.Binding;

/// <summary>
/// The coordinates of the rates in a fit: the logarithms of the rates themselves, or with the logarithm of KD in the place of that of
/// ka, so that KD has a profile of its own. KD = kd / ka, for two states KD = kd kd2 / (ka (ka2 + kd2)).
/// </summary>
public readonly record struct RateChart(bool ByKD)
{
    /// <summary>ln KD of rates given by their logarithms.</summary>
    public static double LogKD(ReadOnlySpan<double> logRates) => logRates[1] - logRates[0] + Conformation(logRates);

    /// <summary>Coordinates to logarithms of rates, or back: the passage is its own inverse.</summary>
    public void Convert(ReadOnlySpan<double> from, Span<double> to)
    {
        from.CopyTo(to);
        if (ByKD) to[0] = from[1] + Conformation(from) - from[0];
    }

    /// <summary>Turns derivatives by logarithms of rates into derivatives by the coordinates, in place.</summary>
    public void Chain(ReadOnlySpan<double> logRates, Span<double> derivatives)
    {
        if (!ByKD) return;
        double byKa = derivatives[0];
        derivatives[0] = -byKa;
        derivatives[1] += byKa;
        if (logRates.Length < 4) return;
        double ka2 = Math.Exp(logRates[2]), kd2 = Math.Exp(logRates[3]), share = ka2 / (ka2 + kd2);
        derivatives[2] -= byKa * share;
        derivatives[3] += byKa * share;
    }

    /// <summary>ln (kd2 / (ka2 + kd2)): what the second step adds to the affinity.</summary>
    private static double Conformation(ReadOnlySpan<double> logRates) =>
        logRates.Length < 4 ? 0 : -Math.Log(1 + Math.Exp(logRates[2] - logRates[3]));
}
