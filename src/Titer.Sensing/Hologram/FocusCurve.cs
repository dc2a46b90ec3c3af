namespace Titer.Sensing.Hologram;

/// <summary>Sharpness of one region over the distance from the sensor.</summary>
/// <param name="Distances">um, rising.</param>
/// <param name="Sharpness">One value per distance; 1 per criterion that has its highest peak there.</param>
public sealed record FocusCurve(double[] Distances, double[] Sharpness)
{
    internal static FocusCurve Empty { get; } = new([], []);

    /// <summary>The trend of a curve is a matter of its whole length: a narrower range than this, far over near, is widened for the scan.</summary>
    private const double LeastSpan = 10;

    /// <summary>
    /// Distances to scan for a focus between near and far (um), in steps of 15 um + 2 %: the depth of field grows with the distance, as the
    /// sensor catches ever less of the
    /// light of an object.
    /// </summary>
    internal static double[] Grid(double near, double far)
    {
        double widening = Math.Max(Math.Sqrt(LeastSpan * near / far), 1);
        var grid = new List<double>();
        for (double z = near / widening; z < far * widening; z += 15 + 0.02 * z) grid.Add(z);
        grid.Add(far * widening);
        return [.. grid];
    }

    /// <summary>Index of the highest local maximum between two distances; -1 when there is none.</summary>
    internal static int Peak(ReadOnlySpan<double> distances, ReadOnlySpan<double> curve, double near, double far)
    {
        int best = -1;
        for (int i = 1; i < curve.Length - 1; i++)
        {
            bool inside = distances[i] >= near && distances[i] <= far;
            if (inside && curve[i] > curve[i - 1] && curve[i] >= curve[i + 1] && (best < 0 || curve[i] > curve[best])) best = i;
        }
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
