namespace Titer.Sensing.Pcr;

/// <summary>
/// Forward equations of the PCR chip. Digital: templates fall into droplets at random, so that a droplet of volume V at c copies per
/// volume holds a Poisson number of mean lambda = c V, and stays negative with probability exp(-lambda) (B. J. Hindson et al., Anal.
/// Chem. 83 (2011) 8604; S. Dube, J. Qin, R. Ramakrishnan, PLoS ONE 3 (2008) e2876). Real-time: copies grow by the factor 1 + E per
/// cycle until primers and enzyme run out, F = F0 + plateau N / (N + K) in the sigmoid form used here.
/// </summary>
public static class PcrPhysics
{
    /// <summary>Nanolitres in a microlitre.</summary>
    public const double NanolitresPerMicrolitre = 1000;

    /// <summary>Mean copies per droplet.</summary>
    /// <param name="copies">Copies per uL.</param>
    /// <param name="volume">Droplet volume, nL.</param>
    public static double Occupancy(double copies, double volume) => copies * volume / NanolitresPerMicrolitre;

    /// <summary>Copies per uL of a mean occupancy.</summary>
    public static double Copies(double occupancy, double volume) => occupancy / volume * NanolitresPerMicrolitre;

    /// <summary>Occupancy of a share of positive droplets: -ln(1 - share); infinite at 1.</summary>
    public static double OccupancyOf(double positiveShare) => Math.Abs(Math.Log(1 - positiveShare)); // no minus zero

    /// <summary>Signal above baseline after a cycle: exponential growth that saturates at the plateau.</summary>
    /// <param name="start">Signal that the copies at cycle 0 would give, same unit as the plateau.</param>
    public static double Amplified(double cycle, double start, double efficiency, double plateau)
    {
        double grown = start * Math.Pow(1 + efficiency, cycle);
        return plateau * grown / (plateau + grown);
    }
}
