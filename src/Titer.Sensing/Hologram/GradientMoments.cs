namespace Titer.Sensing.Hologram;

/// <summary>Sums of powers of the gradient over a region: number of pixels, g, g^2 and g^4.</summary>
internal readonly record struct GradientMoments(double Count, double First, double Second, double Fourth)
{
    public static GradientMoments operator +(GradientMoments a, GradientMoments b) =>
        new(a.Count + b.Count, a.First + b.First, a.Second + b.Second, a.Fourth + b.Fourth);

    public double Mean => First / Count;

    public double Variance => Math.Max(Second / Count - Mean * Mean, 0);

    /// <summary>sqrt(std / mean); 0 for an empty region or a flat image.</summary>
    public double Tamura => Count > 0 && First > 0 ? Math.Sqrt(Math.Sqrt(Variance) / Mean) : 0;
}
