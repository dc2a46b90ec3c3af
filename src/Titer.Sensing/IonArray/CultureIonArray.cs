using System.Collections.Immutable;

namespace Titer.Sensing.IonArray;

/// <summary>
/// The ion chip of a culture: four pH sites and electrodes for Na+, K+, NH4+, Ca2+ and Cl-. Selectivities are typical of the ionophores
/// in the compilation of Umezawa et al., Pure Appl. Chem. 72 (2000) 1851: bis(12-crown-4) (Na+), valinomycin (K+), nonactin (NH4+), ETH 129
/// (Ca2+) and an ion exchanger (Cl-). Magnesium and bicarbonate are background.
/// </summary>
public static class CultureIonArray
{
    public static IonArrayCalibration Nominal { get; } = new()
    {
        Electrodes =
        [
            Site("site-1", 0.012, 1.0), Site("site-2", 0.005, 0.6), Site("site-3", 0.018, 0.3), Site("site-4", 0.009, 0.1),
            Ion("sodium", IonSpecies.Sodium, 0.310, [new(IonSpecies.Potassium, -1.9, 0.1), new(IonSpecies.Ammonium, -2.8, 0.2)]),
            Ion("potassium", IonSpecies.Potassium, 0.385, [new(IonSpecies.Sodium, -4.0, 0.2), new(IonSpecies.Ammonium, -1.9, 0.1)]),
            Ion("ammonium", IonSpecies.Ammonium, 0.340, [new(IonSpecies.Potassium, -0.9, 0.05), new(IonSpecies.Sodium, -2.7, 0.05)]),
            Ion("calcium", IonSpecies.Calcium, 0.225, [new(IonSpecies.Magnesium, -4.0, 0.3), new(IonSpecies.Sodium, -5.0, 0.3)]),
            Ion("chloride", IonSpecies.Chloride, 0.190, [new(IonSpecies.Bicarbonate, -2.0, 0.2)]),
        ],
        Sets = [new IonSet("pH-sites", [0, 1, 2, 3], 0.020, 0.06, 0.1)],
        Background = [new BackgroundIon(IonSpecies.Magnesium, 0.8e-3), new BackgroundIon(IonSpecies.Bicarbonate, 20e-3)],
    };

    private static IonElectrode Site(string name, double offset, double light) => new()
    {
        Name = name, Kind = ElectrodeKind.IonSelective, Ion = IonSpecies.Hydrogen, E0 = offset, PX0 = 7, E0PerKelvin = 0.0004, Slope = 0.955,
        // One-point calibration of all sites in the same medium: they differ by 0.005 pH.
        E0Uncertainty = 0.0003, SlopeUncertainty = 0.004, Noise = 0.0002, Light = light,
    };

    private static IonElectrode Ion(string name, IonSpecies ion, double e0, ImmutableArray<Selectivity> selectivities) => new()
    {
        Name = name, Kind = ElectrodeKind.IonSelective, Ion = ion, E0 = e0, E0PerKelvin = 0.0002, Slope = 0.97,
        E0Uncertainty = 0.0003, SlopeUncertainty = 0.002, Noise = 0.0001, Selectivities = selectivities,
    };
}
