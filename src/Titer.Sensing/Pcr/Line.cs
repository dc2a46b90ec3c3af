namespace Titer.Sensing.Pcr;

/// <summary>A straight line by least squares.</summary>
internal readonly record struct Line(double Intercept, double Slope)
{
    public double At(double x) => Intercept + Slope * x;

    public static Line Through(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double mx = 0, my = 0, xx = 0, xy = 0;
        for (int i = 0; i < x.Length; i++) (mx, my) = (mx + x[i] / x.Length, my + y[i] / x.Length);
        for (int i = 0; i < x.Length; i++) (xx, xy) = (xx + (x[i] - mx) * (x[i] - mx), xy + (x[i] - mx) * (y[i] - my));
        double slope = xx > 0 ? xy / xx : 0;
        return new(my - slope * mx, slope);
    }
}
