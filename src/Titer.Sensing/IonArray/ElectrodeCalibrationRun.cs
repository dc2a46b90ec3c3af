using System.Collections.Immutable;

namespace Titer.Sensing.IonArray;

/// <summary>
/// One- and two-point calibration of an electrode. One point sets the offset; two set offset and slope, the offset at the middle of the
/// points, where it is independent of the slope when both points are equally good. Uncertainties by JCGM 100 from those of the solutions,
/// of the readings (noise) and of the temperature. For one point the slope and its uncertainty are those of the electrode's type.
/// </summary>
public static class ElectrodeCalibrationRun
{
    /// <summary>Fractions of the Nernst slope that a sound electrode reaches; outside the calibration is refused.</summary>
    public const double LeastSlope = 0.85, GreatestSlope = 1.05;

    /// <param name="type">Kind, ion, temperature coefficient, noise, and for one point the slope.</param>
    /// <param name="problem">Why there is no calibration, as the end of a sentence; empty when there is.</param>
    public static IonElectrode Calibrate(
        IonElectrode type, ImmutableArray<CalibrationPoint> points, double temperatureUncertainty, out string problem)
    {
        problem = "";
        if (points.Length is < 1 or > 2)
        {
            problem = $"a calibration has one or two points, not {points.Length}";
            return type;
        }
        CalibrationPoint a = points[0], b = points[^1];
        double middle = 0.5 * (a.PX + b.PX), slope = type.Slope, slopeUncertainty = type.SlopeUncertainty;
        if (points.Length == 2)
        {
            double span = Decades(type, b, middle) - Decades(type, a, middle);
            if (Math.Abs(span) < 0.5)
            {
                problem = $"the two points are {Math.Abs(span):0.###} decades apart; a slope needs at least 0.5";
                return type;
            }
            slope = (Zeroed(type, b) - Zeroed(type, a))
                / (Nernst.Slope(b.Celsius) * Decades(type, b, middle) - Nernst.Slope(a.Celsius) * Decades(type, a, middle));
            if (!(slope >= LeastSlope && slope <= GreatestSlope))
            {
                problem = $"the slope is {100 * slope:0.0} % of Nernst's, outside {100 * LeastSlope:0}-{100 * GreatestSlope:0} %: "
                    + "the electrode is worn, or the points are exchanged";
                return type;
            }
            slopeUncertainty = Math.Sqrt(Square(PointUncertainty(type, a, slope, temperatureUncertainty))
                + Square(PointUncertainty(type, b, slope, temperatureUncertainty))) / Math.Abs(span);
        }
        double offset = 0, variance = 0;
        foreach (CalibrationPoint p in points)
        {
            double nernst = Nernst.Slope(p.Celsius);
            offset += (Zeroed(type, p) - slope * nernst * Decades(type, p, middle)) / points.Length;
            variance += Square(nernst * PointUncertainty(type, p, slope, temperatureUncertainty) / points.Length);
        }
        return type with
        {
            E0 = offset, PX0 = middle, Slope = slope, SlopeUncertainty = slopeUncertainty, E0Uncertainty = Math.Sqrt(variance),
        };
    }

    /// <summary>What multiplies the slope, from <paramref name="pX0"/>: V = E0(T) + s S(T) Decades.</summary>
    private static double Decades(IonElectrode e, CalibrationPoint p, double pX0) => Direction(e) * (p.PX - pX0)
        - (e.Kind == ElectrodeKind.FetChloride ? new SalineMedium(p.Salinity, p.Celsius).ChlorideCellTerm : 0);

    /// <summary>V without the temperature coefficient of E0.</summary>
    private static double Zeroed(IonElectrode e, CalibrationPoint p) =>
        p.Volts - e.E0PerKelvin * (p.Celsius - IonElectrode.ReferenceTemperature);

    private static double Direction(IonElectrode e) => e.Kind == ElectrodeKind.IonSelective ? -1.0 / e.Ion.Charge : 1;

    /// <summary>Decades: of the solution, of the reading, of the temperature.</summary>
    private static double PointUncertainty(IonElectrode e, CalibrationPoint p, double slope, double temperatureUncertainty)
    {
        double nernst = Nernst.Slope(p.Celsius), reading = e.Noise / nernst;
        double temperature = e.E0PerKelvin * temperatureUncertainty / nernst;
        return Math.Sqrt(Square(slope * p.PXUncertainty * Direction(e)) + reading * reading + temperature * temperature);
    }

    private static double Square(double x) => x * x;
}
