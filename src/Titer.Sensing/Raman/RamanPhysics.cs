namespace Titer.Sensing.Raman;

/// <summary>
/// Forward model of a Raman probe in a CHO culture: counts are linear in the concentrations (R. L. McCreery, Raman Spectroscopy
/// for Chemical Analysis, Wiley 2000), each component a sum of Gaussian bands at literature positions, on a fluorescence
/// background many times larger. Positions: glucose and lactate from N. R. Abu-Absi et al., Biotechnol. Bioeng. 108 (2011)
/// 1215-1221 and B. Berry et al., Biotechnol. Prog. 31 (2015) 566-577; glutamine and protein bands from A. Rygula et al.,
/// J. Raman Spectrosc. 44 (2013) 1061-1076 and G. Zhu et al., Spectrochim. Acta A 78 (2011) 1187-1195. Heights are
/// those of this simulated probe. Ammonium is a weak scatterer: its broad deformation bands give it the worst of the four.
/// </summary>
public static class RamanPhysics
{
    /// <summary>Wavenumber axis of the spectrograph: first channel and step, 1/cm, number of channels.</summary>
    public const double FirstWavenumber = 400, Step = 2;
    public const int Channels = 700;
    /// <summary>Exposures averaged in one read-out; electrons per count and exposure is 1.</summary>
    public const double Exposures = 100;
    /// <summary>Counts: dark level, read noise of one exposure, ceiling of the 16-bit detector.</summary>
    public const double Dark = 800, ReadNoise = 8, Saturation = 65535;
    /// <summary>Counts of the fluorescence of fresh medium, and per 10^9 cells per litre, before bleaching.</summary>
    public const double MediumFluorescence = 10_000, CellFluorescence = 1_000;
    /// <summary>Part of the Raman light that cells scatter away, per 10^9 cells per litre.</summary>
    public const double Turbidity = 0.012;
    /// <summary>Part of the medium's fluorescence that bleaches, and its time constant, h.</summary>
    public const double Bleaching = 0.3, BleachingTime = 48;

    /// <summary>Centre, standard deviation (1/cm) and height (counts per unit of concentration) of a band.</summary>
    public readonly record struct Band(double Centre, double Width, double Height);

    public static double Wavenumber(int channel) => FirstWavenumber + Step * channel;

    /// <summary>Water: bending mode and the foot of the librations.</summary>
    public static readonly Band[] Water = [new(1640, 45, 2500), new(440, 130, 2200)];
    /// <summary>Counts per mmol/L.</summary>
    public static readonly Band[] Glucose = [new(1125, 13, 6), new(1060, 12, 4.8), new(910, 11, 2.2), new(520, 13, 3.9), new(1365, 18, 2.6)];
    /// <summary>Counts per mmol/L.</summary>
    public static readonly Band[] Lactate = [new(853, 9, 6), new(1045, 10, 3), new(1430, 16, 3.4), new(1085, 10, 1.7)];
    /// <summary>Counts per mmol/L.</summary>
    public static readonly Band[] Glutamine = [new(1097, 10, 7.5), new(1333, 14, 10.5), new(1422, 12, 9), new(843, 10, 6), new(1610, 16, 4.5)];
    /// <summary>Counts per mmol/L.</summary>
    public static readonly Band[] Ammonia = [new(1455, 22, 10), new(1685, 28, 7)];
    /// <summary>Counts per 10^9 cells per litre, viable and dead.</summary>
    public static readonly Band[] Cells =
        [new(1003, 6, 16), new(785, 12, 8), new(1245, 25, 7), new(1338, 20, 7), new(1450, 18, 13), new(1655, 22, 9)];
    /// <summary>Counts per g/L of glycoprotein.</summary>
    public static readonly Band[] Antigen = [new(1003, 6, 45), new(830, 9, 18), new(1240, 22, 25), new(1450, 18, 32), new(1670, 22, 30)];
    /// <summary>Amino acids, phosphate and salts of the medium, counts at nominal strength.</summary>
    public static readonly Band[] Medium =
        [new(980, 8, 160), new(1080, 12, 70), new(850, 11, 60), new(1410, 14, 120), new(1350, 18, 80), new(620, 9, 40), new(1585, 15, 45)];
    /// <summary>Broad bands the fluorescence is made of; their mix wanders.</summary>
    public static readonly Band[] Fluorescence = [new(250, 420, 0.55), new(900, 450, 0.55), new(1600, 480, 0.35)];

    /// <summary>The spectrum of one component at unit concentration on an axis that is off by <paramref name="shift"/> + stretch.</summary>
    public static double[] Spectrum(ReadOnlySpan<Band> bands, double shift = 0, double stretch = 0)
    {
        var spectrum = new double[Channels];
        for (int i = 0; i < Channels; i++)
        {
            double nu = Wavenumber(i) + shift + stretch * (Wavenumber(i) - 1100) / 700;
            foreach (Band b in bands)
            {
                double d = (nu - b.Centre) / b.Width;
                spectrum[i] += b.Height * Math.Exp(-0.5 * d * d);
            }
        }
        return spectrum;
    }

    /// <summary>Variance of one channel of an averaged read-out of <paramref name="counts"/>: shot noise and read noise.</summary>
    public static double Variance(double counts) => (Math.Max(counts, 0) + ReadNoise * ReadNoise) / Exposures;
}
