using Titer.Sensing.IonArray;

namespace Titer.Sensing.Tests.IonArray;

public sealed class SalineMediumTests
{
    [Fact]
    public void Sea_water_of_salinity_35_has_the_composition_and_constants_of_the_handbook()
    {
        var medium = new SalineMedium(35, 25);
        // Dickson, Sabine and Christian 2007, chapter 5: chloride 0.54586 and sulfate 0.02824 mol per kg of sea water, ionic strength
        // 0.7227 mol per kg of water, and for S = 35 at 25 °C the check value ln(K_S) = -2.30 of Dickson 1990.
        Assert.Equal(0.5459, medium.Chloride * medium.WaterFraction, 2e-4);
        Assert.Equal(0.02824, medium.Sulfate, 2e-5);
        Assert.Equal(0.7227, medium.IonicStrength, 2e-4);
        Assert.Equal(-2.30, Math.Log(medium.Bisulfate), 0.005);
    }

    [Fact]
    public void The_total_scale_reads_a_tenth_of_a_pH_below_the_free_scale()
    {
        // At S = 35 and 25 °C the scales are 0.108 apart (Zeebe and Wolf-Gladrow, CO2 in Seawater, 2001, section 1.1.4).
        Assert.Equal(0.108, new SalineMedium(35, 25).FreeMinusTotal, 0.002);
    }

    [Fact]
    public void Hydrochloric_acid_in_sea_water_has_the_activity_coefficient_of_Khoo()
    {
        // Khoo et al. 1977, table III: about 0.73 in sea water of salinity 35 at 25 °C.
        Assert.InRange(Math.Pow(10, new SalineMedium(35, 25).LogGammaHCl), 0.71, 0.75);
    }

    [Fact]
    public void Each_kind_of_pH_electrode_inverts_its_own_voltage()
    {
        foreach (ElectrodeKind kind in Enum.GetValues<ElectrodeKind>())
        {
            var electrode = new IonElectrode
            {
                Name = "x", Kind = kind, Ion = IonSpecies.Hydrogen, E0 = -0.4, E0PerKelvin = -0.001, Slope = 0.98, PX0 = 0.5,
            };
            for (double celsius = 2; celsius < 40; celsius += 7)
            {
                for (double salinity = 6; salinity < 42; salinity += 9)
                {
                    var medium = new SalineMedium(salinity, celsius);
                    Assert.Equal(8.05, electrode.PH(electrode.Voltage(8.05, celsius, medium), celsius, medium), 1e-12);
                }
            }
        }
    }

    [Fact]
    public void A_unit_of_salinity_moves_the_chloride_cell_by_about_a_hundredth_of_a_pH()
    {
        double perUnit = new SalineMedium(36, 20).ChlorideCellTerm - new SalineMedium(35, 20).ChlorideCellTerm;
        Assert.InRange(perUnit, 0.008, 0.016);
    }
}
