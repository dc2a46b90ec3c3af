using Titer.Core;

namespace Titer.Sensing.Binding;

/// <summary>A standard of known concentration and the initial rate it gave.</summary>
public readonly record struct RateStandard(string Name, double Concentration, InitialRate Rate);

/// <summary>A concentration read back from an initial rate.</summary>
/// <param name="Concentration">mol/L.</param>
/// <param name="StandardUncertainty">1 sigma (JCGM 100): rate, scatter from injection to injection and the line, with their covariance.</param>
/// <param name="Lower">Lower end of Fieller's 95 % interval; minus infinity when the slope is not told from zero.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Quality">Out of specification beyond the standards.</param>
public readonly record struct TitreEstimate(double Concentration, double StandardUncertainty, double Lower, double Upper, Quality Quality);

/// <summary>
/// The line of initial rate against concentration, rate = a + b C, by weighted least squares. The weights are the uncertainties of
/// the rates together with a relative scatter from injection to injection that is estimated from the standards themselves until the
/// reduced chi-square is 1 (R. C. Paule, J. Mandel, J. Res. Natl. Bur. Stand. 87 (1982) 377). Inverse prediction with Fieller's interval
/// (E. C. Fieller, J. R. Stat. Soc. B 16 (1954) 175).
/// </summary>
public sealed record RateCalibration
{
    private RateCalibration() { }

    public required double Intercept { get; init; }
    public required double Slope { get; init; }
    /// <summary>Covariance of intercept and slope: of the first, of both, of the second.</summary>
    public required (double Aa, double Ab, double Bb) Covariance { get; init; }
    /// <summary>Relative standard deviation of a rate from one injection to the next.</summary>
    public required double Scatter { get; init; }
    /// <summary>Range of the standards, mol/L.</summary>
    public required (double Low, double High) Domain { get; init; }
    /// <summary>With which the uncertainties of the line are known.</summary>
    public required int Freedom { get; init; }

    /// <param name="standards">At least three, of at least two concentrations.</param>
    /// <param name="throughZero">No analyte has no rate, as when a blank has been taken off: the intercept is then 0 and costs no freedom.</param>
    /// <exception cref="InputException">Too few standards, or no slope.</exception>
    public static RateCalibration Fit(IReadOnlyList<RateStandard> standards, bool throughZero = false)
    {
        if (standards.Count < 3) throw new InputException($"A calibration of rates needs at least three standards, and {standards.Count} are given.");
        if (standards.Select(s => s.Concentration).Distinct().Count() < 2)
            throw new InputException("A calibration of rates needs standards of different concentrations, and all are the same.");
        double low = 0, high = 0;
        RateCalibration line = Line(standards, 0, throughZero, out double chi);
        int freedom = line.Freedom;
        if (chi > freedom)
        {
            for (high = 0.01; high < 1 && Chi(high) > freedom;) high *= 2;
            for (int i = 0; i < 40; i++)
            {
                double middle = 0.5 * (low + high);
                if (Chi(middle) > freedom) low = middle;
                else high = middle;
            }
            line = Line(standards, high, throughZero, out _);
        }
        return line.Slope > 0 ? line
            : throw new InputException("The initial rates do not rise with the concentration of the standards: there is nothing to read a titre "
                + "from.");

        double Chi(double scatter)
        {
            Line(standards, scatter, throughZero, out double value);
            return value;
        }
    }

    /// <summary>The concentration that gives this rate.</summary>
    public TitreEstimate Invert(InitialRate rate, double confidence = 0.95)
    {
        double c = (rate.Value - Intercept) / Slope;
        double own = rate.StandardUncertainty * rate.StandardUncertainty + Scatter * Scatter * rate.Value * rate.Value;
        double variance = (own + Covariance.Aa + 2 * c * Covariance.Ab + c * c * Covariance.Bb) / (Slope * Slope);
        double t = Numerics.StudentDistribution.Quantile(0.5 + 0.5 * confidence, Freedom);
        // (y - a - b x)^2 = t^2 (own + Aa + 2 x Ab + x^2 Bb) is quadratic in x.
        double y = rate.Value - Intercept, t2 = t * t;
        double qa = Slope * Slope - t2 * Covariance.Bb, qb = -2 * (Slope * y + t2 * Covariance.Ab), qc = y * y - t2 * (own + Covariance.Aa);
        double discriminant = qb * qb - 4 * qa * qc;
        (double lower, double upper) = qa > 0 && discriminant >= 0
            ? ((-qb - Math.Sqrt(discriminant)) / (2 * qa), (-qb + Math.Sqrt(discriminant)) / (2 * qa))
            : (double.NegativeInfinity, double.PositiveInfinity);
        double u = Math.Sqrt(variance);
        Quality quality = qa <= 0 ? Quality.Failure("the slope of the calibration is not told from zero")
            : c < Domain.Low - 2 * u ? Quality.OutOfSpecification("below the standards")
            : c > Domain.High + 2 * u ? Quality.OutOfSpecification("above the standards")
            : Quality.Good;
        return new TitreEstimate(c, u, lower, upper, quality);
    }

    private static RateCalibration Line(IReadOnlyList<RateStandard> standards, double scatter, bool throughZero, out double chi)
    {
        double s = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
        // The scatter is relative to the rate of the standards' common slope: relative to an observed rate near zero it would be no scatter at all.
        double common = standards.Sum(x => x.Rate.Value) / Math.Max(standards.Sum(x => x.Concentration), double.Epsilon);
        foreach (RateStandard standard in standards)
        {
            double w = Weight(standard);
            s += w;
            sx += w * standard.Concentration;
            sy += w * standard.Rate.Value;
            sxx += w * standard.Concentration * standard.Concentration;
            sxy += w * standard.Concentration * standard.Rate.Value;
        }
        double determinant = s * sxx - sx * sx;
        double b = throughZero ? sxy / sxx : (s * sxy - sx * sy) / determinant, a = throughZero ? 0 : (sy - b * sx) / s;
        chi = 0;
        foreach (RateStandard standard in standards)
        {
            double d = standard.Rate.Value - a - b * standard.Concentration;
            chi += Weight(standard) * d * d;
        }
        return new RateCalibration
        {
            Intercept = a,
            Slope = b,
            Covariance = throughZero ? (0, 0, 1 / sxx) : (sxx / determinant, -sx / determinant, s / determinant),
            Scatter = scatter,
            Domain = (standards.Min(x => x.Concentration), standards.Max(x => x.Concentration)),
            Freedom = standards.Count - (throughZero ? 1 : 2),
        };

        double Weight(RateStandard x)
        {
            double spread = scatter * common * x.Concentration;
            return 1 / Math.Max(x.Rate.StandardUncertainty * x.Rate.StandardUncertainty + spread * spread, 1e-300);
        }
    }
}
