using System.Globalization;
using Titer.Core;

namespace Titer.Sensing.Impedance.Validity;

/// <summary>
/// The gate before a fit: a spectrum that cannot be that of a connected, passive and steady object is refused, with the reason. The limits
/// come from the limits of detection and quantification (L. A. Currie, Anal. Chem. 40 (1968) 586; IUPAC: noise below a third and below a
/// tenth of the signal) and from what instruments and electrodes are, not from any set of spectra.
/// </summary>
public static class SpectrumCheck
{
    /// <summary>Noise above this part of |Z| is above the signal's limit of detection: refused.</summary>
    public const double DetectionNoise = 1.0 / 3;
    /// <summary>Noise above this part of |Z| is above the limit of quantification: usable with care.</summary>
    public const double QuantificationNoise = 0.1;
    /// <summary>
    /// Violation of the Kramers-Kronig relations above which a spectrum is refused, part of |Z|: three times the 1 % and 1 degree that
    /// bound the accuracy of a usual potentiostat; over the whole spectrum or over five neighbouring frequencies. Over the whole spectrum it is
    /// used with care from a third of that on.
    /// </summary>
    public const double Violation = 0.03;
    /// <summary>And it must stand out of the noise by so many standard deviations (one good spectrum in 30,000).</summary>
    public const double Significance = 4;
    /// <summary>
    /// Largest stray capacitance, F: a metre of cable has 0.1 nF; a square millimetre of membrane 10 nF, of bare electrode 100 nF.
    /// </summary>
    public const double StrayCapacitance = 1e-9;
    /// <summary>Real part over |Z| in the median below which no current is conducted: a phase of 70 degrees and more.</summary>
    public const double ConductingShare = 0.34;

    public static SpectrumVerdict Judge(
        ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance, KramersKronigResult test)
    {
        if (IsOpen(frequencies, resistance, reactance, out double farad))
            return Refuse(SpectrumFault.OpenLead, $"a lead is open: nothing but a stray capacitance of {farad * 1e12:0} pF is seen");
        if (test.Noise > DetectionNoise)
            return Refuse(SpectrumFault.Noise,
                $"the noise is {Percent(test.Noise)} of the impedance, above the limit of detection: loose contact, gas bubble or no signal");
        if (ActiveAt(frequencies, resistance, reactance, test.Noise) is { } negative)
            return Refuse(SpectrumFault.Active, $"the real part is negative at {negative:G4} Hz, which no passive object has");
        // Five residuals of noise alone have a mean of noise / sqrt(5).
        double local = test.Local > Significance * test.Noise / Math.Sqrt(5) ? test.Local : 0;
        if (test.Score > Significance && Math.Max(test.Systematic, local) > Violation)
            return Refuse(SpectrumFault.KramersKronig,
                $"real and imaginary part contradict each other by {Percent(Math.Max(test.Systematic, local))} (Kramers-Kronig): "
                + "drift, distortion or a wrong sign");
        if (test.Noise > QuantificationNoise)
            return Care(SpectrumFault.Noise, $"the noise is {Percent(test.Noise)} of the impedance, above the limit of quantification");
        return test.Score > Significance && test.Systematic > Violation / 3
            ? Care(SpectrumFault.KramersKronig, $"real and imaginary part contradict each other by {Percent(test.Systematic)} (Kramers-Kronig)")
            : new SpectrumVerdict(SpectrumFault.None, Quality.Good);
    }

    private static SpectrumVerdict Refuse(SpectrumFault fault, string reason) => new(fault, Quality.Failure(reason));

    private static SpectrumVerdict Care(SpectrumFault fault, string reason) => new(fault, Quality.OutOfSpecification(reason));

    private static string Percent(double part) => (100 * part).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>Capacitive in the median, with the median of -1/(w X) that of a cable.</summary>
    private static bool IsOpen(ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance, out double farad)
    {
        int n = frequencies.Length;
        Span<double> capacitances = n <= 512 ? stackalloc double[n] : new double[n], shares = n <= 512 ? stackalloc double[n] : new double[n];
        for (int k = 0; k < n; k++)
        {
            // With its sign, so that noise to either side leaves the median.
            shares[k] = resistance[k] / Math.Sqrt(resistance[k] * resistance[k] + reactance[k] * reactance[k]);
            capacitances[k] = reactance[k] < 0 ? -1 / (2 * Math.PI * frequencies[k] * reactance[k]) : double.PositiveInfinity;
        }
        capacitances.Sort();
        shares.Sort();
        farad = capacitances[n / 2];
        return Math.Abs(shares[n / 2]) < ConductingShare && farad < StrayCapacitance;
    }

    /// <summary>The lowest frequency of those with a negative real part beyond noise and accuracy, where there are two or more.</summary>
    private static double? ActiveAt(ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance, double noise)
    {
        double limit = Math.Max(3 * noise, Violation), lowest = double.PositiveInfinity;
        int count = 0;
        for (int k = 0; k < frequencies.Length; k++)
        {
            double magnitude = Math.Sqrt(resistance[k] * resistance[k] + reactance[k] * reactance[k]);
            if (!(resistance[k] < -limit * magnitude)) continue;
            count++;
            lowest = Math.Min(lowest, frequencies[k]);
        }
        return count >= 2 ? lowest : null;
    }
}
