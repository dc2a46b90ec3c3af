using CsCheck;
using Titer.Numerics;
using Titer.Processes.CellCulture;

namespace Titer.Processes.Tests.CellCulture;

public class CarbonateEquilibriumTests
{
    private static readonly Gen<(double PH, double Carbon, double Buffer, double PK)> Media =
        Gen.Select(Gen.Double[6.2, 8], Gen.Double[1, 80], Gen.Double[0, 40], Gen.Double[6.2, 7.8]);

    private static double PH(double strongIons, double carbon, double buffer, double pK) => CarbonateEquilibrium.PH<Real>(strongIons, carbon, buffer, pK).Value;

    [Fact]
    public void Medium_is_electroneutral() => Gen.Select(Gen.Double[1, 80], Gen.Double[1, 40], Gen.Double[6.2, 7.8], Gen.Double[0.05, 0.95]).ForAll(1000, m =>
    {
        (double carbon, double buffer, double pK, double charge) = m;
        double strongIons = charge * (carbon + buffer);
        if (strongIons < 1) return;
        double h = CarbonateEquilibrium.Protons<Real>(strongIons, carbon, buffer, pK).Value;
        double kb = 1000 * Math.Pow(10, -pK);
        double anions = carbon * CarbonateEquilibrium.K1 / (CarbonateEquilibrium.K1 + h) + buffer * kb / (kb + h);
        // the smooth floor under the strong ions moves them by 0.05^2 / 4 S
        Assert.Equal(strongIons, anions, 1e-3);
    });

    [Fact]
    public void The_strong_ions_of_a_pH_give_that_pH() => Media.ForAll(1000, m =>
    {
        double s = CarbonateEquilibrium.StrongIonsAt(m.PH, m.Carbon, m.Buffer, m.PK);
        if (s < 0.5) return;
        // what the smooth floor adds to the strong ions, 0.05^2 / 4 S, over the buffer value dS/dpH
        double perPH = (CarbonateEquilibrium.StrongIonsAt(m.PH + 1e-3, m.Carbon, m.Buffer, m.PK) - s) / 1e-3;
        Assert.Equal(m.PH, PH(s, m.Carbon, m.Buffer, m.PK), 1e-3 / s / perPH);
    });

    [Fact]
    public void Without_buffer_it_is_the_equation_of_Henderson_and_Hasselbalch() => Gen.Select(Gen.Double[5, 50], Gen.Double[10, 120]).ForAll(500, c =>
    {
        (double bicarbonate, double pressure) = c;
        double dissolved = CarbonateEquilibrium.Solubility * pressure;
        Assert.Equal(6.1 + Math.Log10(bicarbonate / dissolved), PH(bicarbonate, bicarbonate + dissolved, 0, 7), 1e-3);
    });

    [Fact]
    public void Arterial_plasma_has_pH_7_4() => // 24 mmol/L bicarbonate and 40 mmHg
        Assert.Equal(7.39, PH(24, 24 + 0.0307 * 40, 0, 7), 0.005);

    [Fact]
    public void Acid_and_carbon_dioxide_lower_the_pH_and_base_raises_it() => Media.ForAll(500, m =>
    {
        double s = CarbonateEquilibrium.StrongIonsAt(m.PH, m.Carbon, m.Buffer, m.PK);
        if (s < 1) return;
        Assert.True(PH(s + 0.1, m.Carbon, m.Buffer, m.PK) > PH(s, m.Carbon, m.Buffer, m.PK));
        Assert.True(PH(s, m.Carbon + 0.1, m.Buffer, m.PK) < PH(s, m.Carbon, m.Buffer, m.PK));
    });

    [Fact]
    public void Protons_stay_positive_where_no_buffer_could_hold_the_charge() =>
        Gen.Select(Gen.Double[-20, 200], Gen.Double[0, 100], Gen.Double[0, 20]).ForAll(1000, m =>
            Assert.True(double.IsFinite(PH(m.Item1, m.Item2, m.Item3, 7))));

    [Fact]
    public void Dissolved_carbon_dioxide_is_half_the_carbon_at_the_pK() =>
        Assert.Equal(10, CarbonateEquilibrium.DissolvedCarbonDioxide<Real>(20, CarbonateEquilibrium.K1).Value, 1e-12);

    [Fact]
    public void The_model_reports_the_pH_and_the_carbon_dioxide_of_the_equilibrium()
    {
        Culture c = Culture.Default;
        Assert.Equal(7.05, ChoFedBatch.PH(c.State, c.Parameters), 0.02);
        // dissolved = carbon H / (H + K1), over the solubility
        double h = Math.Pow(10, 3 - ChoFedBatch.PH(c.State, c.Parameters));
        Assert.Equal(20.2 * h / (h + CarbonateEquilibrium.K1) / 0.0307, ChoFedBatch.CarbonDioxidePressure(c.State, c.Parameters), 1e-6);
        Assert.Equal(40, ChoFedBatch.OxygenSaturation(c.State), 0.3);
    }
}
