using CsCheck;
using Titer.Numerics;
using Titer.Processes.CellCulture;

namespace Titer.Processes.Tests.CellCulture;

public class GasTransferTests
{
    private static double Kla(double agitation, double gas, double volume) => GasTransfer.Kla<Real>(agitation, gas, volume).Value;

    [Fact]
    public void KLa_is_that_of_van_t_Riet_at_a_point_computed_by_hand()
    {
        // N = 120/60 = 2 1/s, P = 1.5 * 1010 * 8 * 0.28^5 = 20.859 W, P/V = 20.859 / 0.15 = 139.06 W/m3;
        // vs = 10 L/min / 60000 / 0.27 = 6.173e-4 m/s; kLa = 0.026 * 139.06^0.4 * vs^0.5 = 4.651e-3 1/s = 16.74 1/h
        Assert.Equal(16.74, Kla(119, 9.9, 150), 0.01);
    }

    [Fact]
    public void KLa_grows_with_speed_to_1_2_and_with_the_root_of_the_gas_flow() => Gen.Select(Gen.Double[20, 200], Gen.Double[1, 40], Gen.Double[100, 200], Gen.Double[1.1, 3]).ForAll(300, c =>
    {
        (double n, double q, double v, double k) = c;
        Assert.Equal(Math.Pow(k, 1.2), Kla(k * (n + 1) - 1, q, v) / Kla(n, q, v), 1e-10);
        Assert.Equal(Math.Sqrt(k), Kla(n, k * (q + 0.1) - 0.1, v) / Kla(n, q, v), 1e-10);
        Assert.Equal(Math.Pow(k, -0.4), Kla(n, q, k * v) / Kla(n, q, v), 1e-10);
    });

    private static readonly Gen<(double Kla, double Volume, double Concentration, double Solubility, double Flow, double Inlet)> Transfers =
        Gen.Select(Gen.Double[0.01, 500], Gen.Double[100, 200], Gen.Double[0, 30], Gen.Double[0.5, 25], Gen.Double[1, 2e5], Gen.Double[0, 1]);

    private static double Rate((double Kla, double Volume, double Concentration, double Solubility, double Flow, double Inlet) t) =>
        GasTransfer.Rate<Real>(t.Kla, t.Volume, t.Concentration, t.Solubility, t.Flow, t.Inlet).Value;

    [Fact]
    public void At_equilibrium_nothing_moves() => Transfers.ForAll(500, t =>
        Assert.Equal(0, Rate(t with { Concentration = t.Solubility * t.Inlet }), 1e-9 * t.Kla * t.Solubility));

    [Fact]
    public void Transfer_goes_towards_equilibrium() => Transfers.ForAll(500, t =>
    {
        double distance = t.Solubility * t.Inlet - t.Concentration;
        if (Math.Abs(distance) > 1e-6) Assert.Equal(Math.Sign(distance), Math.Sign(Rate(t)));
        Assert.True(Math.Abs(Rate(t)) <= t.Kla * Math.Abs(distance) * (1 + 1e-9) + 1e-9);
    });

    [Fact]
    public void The_broth_takes_no_more_than_the_gas_brings_and_the_gas_no_more_than_it_can_hold() => Transfers.ForAll(1000, t =>
    {
        double amount = Rate(t) * t.Volume;
        Assert.True(amount <= t.Flow * t.Inlet * (1 + 1e-9) + 1e-9, "more than the gas holds");
        Assert.True(-amount <= t.Flow * (t.Concentration / t.Solubility - t.Inlet) + 1e-6 * t.Flow || amount >= 0, "gas leaves above saturation");
    });

    [Fact]
    public void What_the_broth_gains_the_gas_loses() => Transfers.ForAll(500, t =>
    {
        double exchange = t.Kla * t.Volume, outlet = (t.Flow * t.Inlet + exchange * t.Concentration) / (t.Flow + exchange * t.Solubility);
        Assert.Equal(t.Flow * (t.Inlet - outlet), Rate(t) * t.Volume, 1e-9 * (t.Flow + exchange * (t.Concentration + t.Solubility)));
    });

    [Fact]
    public void Air_saturated_medium_at_37_Cel_holds_6_6_milligrams_of_oxygen_per_litre()
    {
        Assert.Equal(6.6, GasTransfer.AirSaturation<Real>(37).Value * 32.0, 0.1);
        Assert.Equal(0.986, GasTransfer.Solubility<Real>(38).Value / GasTransfer.Solubility<Real>(37).Value, 5e-4);
    }
}
