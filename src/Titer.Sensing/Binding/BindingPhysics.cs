namespace Titer.Sensing.Binding;

/// <summary>
/// Forward equations of a chip of silicon micro-ring resonators under a microfluidic channel.
/// Transmission past a ring near its resonance: 1 - D (1 + a x) / (1 + x^2), x = (lambda - lambda0) / (w / 2), a Lorentzian dip whose
/// dispersive part a comes from reflections that interfere with it (U. Fano, Phys. Rev. 124 (1961) 1866, in its usual rewriting; for rings
/// W. Bogaerts and others, Laser Photonics Rev. 6 (2012) 47).
/// Shift: 70 nm per unit of refractive index and about 400 pm for a full layer of protein (K. De Vos, I. Bartolozzi, E. Schacht,
/// P. Bienstman, R. Baets, Opt. Express 15 (2007) 7610); 75 pm/K with temperature (Bogaerts 2012).
/// Binding: 1:1 Langmuir on the rings that carry the capture antibody (<see cref="Langmuir"/>).
/// </summary>
public static class BindingPhysics
{
    /// <summary>Rings with capture antibody; the ring after them carries none and is the reference.</summary>
    public const int ActiveRings = 3;
    public const int Rings = ActiveRings + 1;
    /// <summary>Points of the sweep over each ring.</summary>
    public const int Points = 201;
    /// <summary>pm between points.</summary>
    public const double Step = 5;
    /// <summary>Full scale of the photodetector, V.</summary>
    public const double FullScale = 2.5;

    public const double PicometresPerIndex = 70_000;
    public const double PicometresPerKelvin = 75;

    /// <summary>Valve positions of the fluidics, as the frame has them.</summary>
    public const int RunningBuffer = 0, Sample = 1, Regeneration = 2;

    /// <summary>The cycle of the fluidics, s: buffer, sample, buffer, regeneration.</summary>
    public const double Baseline = 60, Injection = 180, Washing = 240, Stripping = 60, Cycle = Baseline + Injection + Washing + Stripping;

    /// <summary>Valve position at a time since the start of the chip, s.</summary>
    public static int Valve(double seconds)
    {
        double t = seconds - Math.Floor(seconds / Cycle) * Cycle;
        return t < Baseline ? RunningBuffer : t < Baseline + Injection ? Sample : t < Baseline + Injection + Washing ? RunningBuffer : Regeneration;
    }

    /// <summary>Transmission, 1 far from the resonance.</summary>
    /// <param name="detuning">pm from the resonance.</param>
    /// <param name="width">Full width at half depth, pm.</param>
    /// <param name="depth">D, 0 to 1.</param>
    /// <param name="asymmetry">a.</param>
    public static double Transmission(double detuning, double width, double depth, double asymmetry)
    {
        double x = detuning / (0.5 * width);
        return 1 - depth * (1 + asymmetry * x) / (1 + x * x);
    }

    /// <summary>Fraction of the sites occupied after <paramref name="seconds"/> at constant concentration.</summary>
    public static double Occupy(double occupied, double ka, double kd, double concentration, double seconds)
    {
        double k = ka * concentration + kd, equilibrium = ka * concentration / k;
        return equilibrium + (occupied - equilibrium) * Math.Exp(-k * seconds);
    }
}
