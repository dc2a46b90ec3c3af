namespace Titer.Sensing.Hologram;

/// <summary>Sums over a region of the gradient g of a plane: number of pixels, g and g^2.</summary>
internal readonly record struct GradientMoments(double Count, double First, double Second)
{
    public static GradientMoments operator +(GradientMoments a, GradientMoments b) => new(a.Count + b.Count, a.First + b.First, a.Second + b.Second);

    /// <summary>Variance over mean: high when few pixels hold much of the gradient. 0 for an empty region or a flat plane.</summary>
    public double Dispersion
    {
        get
        {
            if (!(Count > 0 && First > 0)) return 0;
            double mean = First / Count;
            return Math.Max(Second / Count - mean * mean, 0) / mean;
        }
    }
}
