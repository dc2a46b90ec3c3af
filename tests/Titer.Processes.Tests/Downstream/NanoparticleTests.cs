using CsCheck;
using Titer.Numerics;
using Titer.Processes.Downstream;

namespace Titer.Processes.Tests.Downstream;

public class NanoparticleTests
{
    private static readonly MixerSettings Settings = new(11.52, 3, 6, 16, LipidComposition.Standard);

    // Flow of one element mL/min, flow ratio, N/P, PEG-lipid %, Z-average nm: some of the values that the correlation stands on, of each laboratory.
    [Theory]
    [InlineData(1, 3, 6, 1.5, 191)] // Malburet et al. 2023
    [InlineData(2, 3, 6, 1.5, 144)]
    [InlineData(4, 3, 6, 1.5, 117)]
    [InlineData(6, 3, 6, 1.5, 85)]
    [InlineData(4, 5, 6, 1.5, 91)]
    [InlineData(4, 2, 6, 1.5, 132)]
    [InlineData(4, 3, 6, 0.25, 210)] // Li et al. 2022
    [InlineData(4, 3, 6, 1.5, 120.5)]
    [InlineData(4, 3, 6, 3, 100)]
    [InlineData(2.5, 1.27, 6, 1.5, 200)] // Sato et al. 2024
    [InlineData(11, 3, 6, 2, 85.2)] // Gao et al. 2022
    [InlineData(11, 3, 3, 2, 95.8)]
    [InlineData(11, 3, 1, 2, 199)]
    [InlineData(15, 5, 6, 1.5, 54.7)] // Maharjan et al. 2024
    [InlineData(20, 4, 8, 1.6, 51.8)]
    public void Published_sizes_lie_within_twice_the_stated_uncertainty(double flow, double ratio, double np, double peg, double size)
    {
        double predicted = NanoparticleMixer.Diameter(flow, ratio, np, peg);
        Assert.InRange(Math.Log(size / predicted), -2 * NanoparticleMixer.SizeUncertainty, 2 * NanoparticleMixer.SizeUncertainty);
    }

    // Not in the fit: Shepherd et al. 2021, mRNA with C12-200, one channel and 128 in parallel, 77.3 to 82.4 nm, at 1.26 mL/min each: another lipid.
    [Fact]
    public void Another_lipid_can_lie_outside_the_stated_uncertainty() =>
        Assert.True(NanoparticleMixer.Diameter(1.26, 3, 6, 2.5) > 82.4 * (1 + 2 * NanoparticleMixer.SizeUncertainty));

    // Gao et al. 2022, siRNA, the mean of DLin-MC3-DMA and DLin-KC2-DMA.
    [Theory]
    [InlineData(1, 0.742)]
    [InlineData(3, 0.932)]
    [InlineData(6, 0.992)]
    public void The_dependence_of_encapsulation_on_NP_is_that_of_the_data(double np, double share) =>
        Assert.Equal(share, NanoparticleMixer.Encapsulation(np) / 0.90, 0.02);

    [Fact]
    public void Size_falls_with_flow_and_ratio_and_encapsulation_rises_with_NP() =>
        Gen.Select(Gen.Double[1, 19], Gen.Double[1.2, 4.5], Gen.Double[1, 9], Gen.Double[0.5, 4]).ForAll(300, v =>
        {
            (double flow, double ratio, double np, double peg) = v;
            double size = NanoparticleMixer.Diameter(flow, ratio, np, peg);
            Assert.True(NanoparticleMixer.Diameter(flow * 1.05, ratio, np, peg) < size);
            Assert.True(NanoparticleMixer.Diameter(flow, ratio * 1.05, np, peg) < size);
            Assert.True(NanoparticleMixer.Diameter(flow, ratio, np, peg * 1.05) < size);
            Assert.True(NanoparticleMixer.Encapsulation(np * 1.05) > NanoparticleMixer.Encapsulation(np));
            Assert.InRange(NanoparticleMixer.Encapsulation(np), 0, 1);
        });

    [Fact]
    public void Lipids_and_ethanol_balance() => Gen.Select(Gen.Double[1.5, 5], Gen.Double[2, 10], Gen.Double[0.05, 0.5]).ForAll(200, v =>
    {
        (double ratio, double np, double rna) = v;
        Nanoparticles made = NanoparticleMixer.Mix(Settings with { FlowRatio = ratio, NitrogenToPhosphate = np }, rna);
        // In one litre of mixture: RNA from the aqueous part, lipids from the ethanol, amine over phosphate.
        double ethanol = made.EthanolFraction, phosphate = rna * (1 - ethanol) / NanoparticleMixer.GramsPerPhosphate * 1e3;
        double amine = made.EthanolLipid * ethanol / LipidComposition.Standard.GramsPerMillimole;
        Assert.Equal(np, amine / phosphate, 1e-9);
        Assert.Equal(ratio, (1 - ethanol) / ethanol, 1e-9);
        Assert.Equal(made.LipidPerRna, made.EthanolLipid * ethanol / (rna * (1 - ethanol)), 1e-9);
    });

    [Fact]
    public void A_mixer_made_larger_by_more_elements_gives_the_same_particles()
    {
        Nanoparticles one = NanoparticleMixer.Mix(Settings, 0.15), ten = NanoparticleMixer.Mix(Settings with { TotalFlow = 115.2, Elements = 160 },
            0.15);
        Assert.Equal(one.Diameter, ten.Diameter);
        Assert.Equal(12, Settings.ElementFlow, 1e-12);
        Assert.InRange(one.Diameter.Value, 60, 90);
        Assert.InRange(one.LipidPerRna, 15, 30); // g of lipid per g of RNA at N/P 6
        Assert.True(one.Assumptions.Inside);
    }

    [Theory]
    [InlineData(60, 3, 6, "flow per mixing element")]
    [InlineData(11.52, 0.8, 6, "flow ratio")]
    [InlineData(11.52, 3, 20, "N/P")]
    public void Settings_outside_the_data_are_said_to_be(double flow, double ratio, double np, string which)
    {
        ModelAssumptions a = NanoparticleMixer.Mix(Settings with { TotalFlow = flow, FlowRatio = ratio, NitrogenToPhosphate = np }, 0.15).Assumptions;
        Assert.Equal([which], a.Conditions.Where(c => !c.Inside).Select(c => c.Name));
    }

    [Fact]
    public void Vials_line_and_rest_are_the_bulk() => Gen.Select(Gen.Double[0.05, 20], Gen.Double[0.01, 0.2], Gen.Int[1, 10]).ForAll(300, v =>
    {
        (double volume, double loss, int doses) = v;
        var settings = new FillSettings(30, 0.3, doses, 0.1, loss, 0.008);
        Filling f = Filling.Of(volume, new(0.1, 0.004), settings);
        if (volume > loss) Assert.Equal(volume, f.Vials * settings.FillVolume * 1e-3 + loss + f.Left, 1e-9);
        Assert.InRange(f.Left, -1e-9, settings.FillVolume * 1e-3);
        Assert.Equal(30, f.DoseMass.Value, 1e-9);
        Assert.Equal(1.2, f.DoseMass.StandardUncertainty, 1e-9);
        Assert.Equal(Math.Sqrt(0.04 * 0.04 + 0.008 * 0.008), f.VialMass.StandardUncertainty / f.VialMass.Value, 1e-5);
    });

    [Fact]
    public void Vials_without_overfill_are_short_half_the_time()
    {
        Filling none = Filling.Of(1, new(0.1, 0.001), new(30, 0.3, 5, 0, 0.05, 0.01)),
            some = Filling.Of(1, new(0.1, 0.001), new(30, 0.3, 5, 0.05, 0.05, 0.01));
        Assert.Equal(0.5, none.ShortShare, 1e-12);
        Assert.InRange(some.ShortShare, 1e-8, 1e-5); // 4.8 sigma
        Assert.Equal(0, Filling.Of(0.01, new(0.1, 0.001), new(30, 0.3, 5, 0, 0.05, 0.01)).Vials);
    }
}
