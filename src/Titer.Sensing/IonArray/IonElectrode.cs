using System.Collections.Immutable;

namespace Titer.Sensing.IonArray;

/// <summary>
/// What is known of one electrode after calibration. Voltages in V, standard uncertainties 1 sigma.
/// pX0 is where <see cref="E0"/> holds: E0 of a cell is given at pX = 0 (activity 1), the offset of a calibration near its buffers, where
/// it does not depend on the slope.
/// </summary>
public sealed record IonElectrode
{
    /// <summary>°C at which <see cref="E0"/> is given.</summary>
    public const double ReferenceTemperature = 25;

    /// <summary>First part of its tags.</summary>
    public required string Name { get; init; }
    public required ElectrodeKind Kind { get; init; }
    public required IonSpecies Ion { get; init; }
    /// <summary>V at 25 °C and pX0.</summary>
    public required double E0 { get; init; }
    /// <summary>pH or -log10 of the activity at which E0 is given.</summary>
    public double PX0 { get; init; }
    /// <summary>V/K.</summary>
    public double E0PerKelvin { get; init; }
    /// <summary>Fraction of the Nernst slope.</summary>
    public double Slope { get; init; } = 1;
    public double E0Uncertainty { get; init; } = 0.0006;
    public double SlopeUncertainty { get; init; }
    /// <summary>V, of one read-out.</summary>
    public double Noise { get; init; } = 0.0001;
    /// <summary>V; readings outside are of an open or shorted electrode.</summary>
    public double Lowest { get; init; } = -2.5;
    public double Highest { get; init; } = 2.5;
    /// <summary>V of light, relative to the most exposed site of its set; 0 when it is not known.</summary>
    public double Light { get; init; }
    public ImmutableArray<Selectivity> Selectivities { get; init; } = [];

    /// <summary>It gives pH by itself: a FET, or an electrode for H+ without interfering ions.</summary>
    public bool GivesPH => Kind != ElectrodeKind.IonSelective || (Ion == IonSpecies.Hydrogen && Selectivities.Length == 0);

    /// <summary>V at pX0.</summary>
    public double Offset(double celsius) => E0 + E0PerKelvin * (celsius - ReferenceTemperature);

    /// <summary>pH at this voltage, on the total scale for the FET kinds and by activity for ion-selective ones.</summary>
    /// <param name="medium">Of any salinity for a kind other than <see cref="ElectrodeKind.FetChloride"/>.</param>
    public double PH(double volts, double celsius, in SalineMedium medium)
    {
        double decades = (volts - Offset(celsius)) / (Slope * Nernst.Slope(celsius));
        return Kind switch
        {
            ElectrodeKind.FetGel => PX0 + decades,
            ElectrodeKind.FetChloride => PX0 + decades + medium.ChlorideCellTerm,
            _ => PX0 - decades,
        };
    }

    /// <summary>V at this pH; the inverse of <see cref="PH"/>.</summary>
    public double Voltage(double pH, double celsius, in SalineMedium medium)
    {
        double scale = Slope * Nernst.Slope(celsius);
        return Offset(celsius) + scale * Kind switch
        {
            ElectrodeKind.FetGel => pH - PX0,
            ElectrodeKind.FetChloride => pH - PX0 - medium.ChlorideCellTerm,
            _ => PX0 - pH,
        };
    }
}
