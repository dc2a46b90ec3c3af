namespace Titer.Sensing.Hologram;

/// <summary>Sharpness of one region over the distance from the sensor.</summary>
/// <param name="Distances">um, rising.</param>
/// <param name="Sharpness">One value per distance (<see cref="GradientMoments.Tamura"/>).</param>
public sealed record FocusCurve(double[] Distances, double[] Sharpness)
{
    /// <summary>
    /// Distances from near to far in steps of 25 um + 0.75 %: the depth of field grows with the distance, as the sensor catches ever less of the light of an object.
    /// </summary>
    internal static double[] Grid(double near, double far)
    {
        var grid = new List<double>();
        for (double z = near; z < far; z += 25 + 0.0075 * z) grid.Add(z);
        grid.Add(far);
        return [.. grid];
    }

    /// <summary>Index of the highest value.</summary>
    internal static int Peak(ReadOnlySpan<double> curve)
    {
        int best = 0;
        for (int i = 1; i < curve.Length; i++)
            if (curve[i] > curve[best]) best = i;
        return best;
    }

    /// <summary>Where the parabola through a value and its neighbours has its top.</summary>
    internal static double Refine(ReadOnlySpan<double> distances, ReadOnlySpan<double> curve, int at)
    {
        if (at == 0 || at == curve.Length - 1) return distances[at];
        double left = distances[at - 1] - distances[at], right = distances[at + 1] - distances[at];
        double down = curve[at - 1] - curve[at], up = curve[at + 1] - curve[at];
        // c = a x + b x^2 through both neighbours.
        double b = (up / right - down / left) / (right - left), a = up / right - b * right;
        return b < 0 ? distances[at] + Math.Clamp(-a / (2 * b), left, right) : distances[at];
    }
}
