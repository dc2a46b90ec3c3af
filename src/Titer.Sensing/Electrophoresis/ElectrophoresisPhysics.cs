namespace Titer.Sensing.Electrophoresis;

/// <summary>
/// RNA in a sieving matrix. Migration time by the mobility of D. H. Van Winkle, A. Beheshti, R. L. Rill, Electrophoresis 23 (2002) 15-19:
/// 1/mu = 1/mu_L - (1/mu_L - 1/mu_S) exp(-N/g), so that t = t_L - (t_L - t_S) exp(-N/g). The dye's light is that of a mass passing the detector, and
/// a
/// slow band passes it for longer: an area over its time is a mass. A strand broken anywhere by chance leaves the fragments of
/// E. W. Montroll, R. Simha, J. Chem. Phys. 8 (1940) 721-727.
/// </summary>
public static class ElectrophoresisPhysics
{
    /// <summary>Seconds at which the mass of a band is its area.</summary>
    public const double ReferenceTime = 50;

    /// <summary>s at the detector of a strand of <paramref name="length"/> nucleotides.</summary>
    /// <param name="shortest">t_S, s.</param>
    /// <param name="longest">t_L, s.</param>
    /// <param name="scale">g, nucleotides.</param>
    public static double Time(double length, double shortest, double longest, double scale) =>
        longest - (longest - shortest) * Math.Exp(-length / scale);

    /// <summary>Probability that a given linkage is broken when a part <paramref name="intact"/> of strands has no break.</summary>
    public static double Breaks(double intact, int length) => 1 - Math.Pow(Math.Clamp(intact, 1e-9, 1), 1.0 / (length - 1));

    /// <summary>Part of the mass in fragments of <paramref name="fragment"/> nucleotides, out of strands of <paramref name="length"/>.</summary>
    /// <param name="breaks">Probability of a break per linkage.</param>
    public static double FragmentMass(int fragment, int length, double breaks) =>
        breaks * Math.Pow(1 - breaks, fragment - 1) * (2 + (length - fragment - 1) * breaks) * fragment / length;

    /// <summary>Part of the mass in fragments of <paramref name="from"/> to <paramref name="to"/> nucleotides.</summary>
    public static double FragmentMass(int from, int to, int length, double breaks)
    {
        double sum = 0, kept = Math.Pow(1 - breaks, from - 1);
        for (int n = from; n <= to; n++, kept *= 1 - breaks) sum += kept * (2 + (length - n - 1) * breaks) * n;
        return sum * breaks / length;
    }
}
