using Titer.Core;
using Titer.Sensing.Hologram;

namespace Titer.Sensing.Tests.Hologram;

public sealed class CellTests
{
    [Fact]
    public void Without_twin_image_a_cell_has_its_size_and_its_phase()
    {
        var analysis = new HologramAnalysis(384, 384, Scenes.Camera);
        SimulatedCell cell = Scenes.Cell(190.3, 201.6, 905);
        analysis.Run(Scenes.Pixels(Scenes.Chip(1).Image([cell])));
        HologramObject found = Assert.Single(analysis.Objects);
        Assert.Equal(cell.X, found.X, 0.3);
        Assert.Equal(cell.Y, found.Y, 0.3);
        Assert.InRange(found.Focus, cell.Depth - 15, cell.Depth + 15);
        Assert.InRange(found.Diameter, 15 - 3 * found.DiameterUncertainty, 15 + 3 * found.DiameterUncertainty);
        // Mean chord of a sphere: 4/3 R.
        double phase = 2 * Math.PI / 0.65 * cell.Optics.IndexStep * 4 / 3 * cell.Optics.Radius;
        Assert.InRange(found.MeanPhase / phase, 0.9, 1.1);
        Assert.InRange(found.Eccentricity, 0, 0.45);
    }

    [Fact]
    public void The_twin_image_is_what_the_suppression_takes_away()
    {
        SimulatedCell cell = Scenes.Cell(190, 200, 905, alive: false);
        var analysis = new HologramAnalysis(384, 384, Scenes.Camera);
        analysis.Run(Scenes.Pixels(Scenes.Chip(2).Image([cell])));
        HologramObject found = Assert.Single(analysis.Objects);
        double truth = cell.Optics.Absorption * 4 / 3 * cell.Optics.Radius, raw = 0;
        float[] amplitude = analysis.AmplitudeInFocus();
        int pixels = 0;
        for (int i = 0; i < amplitude.Length; i++)
        {
            if (analysis.Outline[i] == 0) continue;
            raw -= Math.Log(amplitude[i]);
            pixels++;
        }
        raw /= pixels;
        Assert.True(Math.Abs(found.Absorption - truth) < Math.Abs(raw - truth),
            $"true {truth:0.000}, with twin {raw:0.000}, without {found.Absorption:0.000}");
    }

    [Fact]
    public void Sizes_and_foci_lie_within_their_uncertainty()
    {
        Coverage size = new(), focus = new();
        int found = 0, there = 0;
        for (ulong seed = 11; seed < 14; seed++)
        {
            SimulatedHologram chip = Scenes.Chip(seed);
            var analysis = new HologramAnalysis(384, 384, Scenes.Camera);
            analysis.Run(Scenes.Pixels(chip.Read(0, Scenes.Culture)));
            foreach (SimulatedCell cell in chip.Cells.Where(c => c.X is > 20 and < 364 && c.Y is > 20 and < 364))
            {
                if (chip.Cells.Any(o => o != cell && Math.Abs(o.X - cell.X) + Math.Abs(o.Y - cell.Y) < 30)) continue;
                there++;
                if (analysis.Objects.FirstOrDefault(o => Math.Abs(o.X - cell.X) + Math.Abs(o.Y - cell.Y) < 4) is not { } match) continue;
                found++;
                size.Add(match.Diameter, match.DiameterUncertainty, 2 * cell.Optics.Radius);
                focus.Add(match.Focus, match.FocusUncertainty, cell.Depth);
            }
        }
        Assert.True(there >= 20, $"{there} cells");
        Assert.InRange((double)found / there, 0.95, 1);
        Assert.InRange(size.Fraction, 0.88, 1);
        Assert.InRange(focus.Fraction, 0.88, 1);
    }

    [Fact]
    public void Living_and_dead_cells_it_has_not_seen_are_told_apart()
    {
        CellClassifier cells = Scenes.Calibrated.Cells!;
        Assert.True(cells.LiveTested >= 20 && cells.DeadTested >= 20, $"{cells.LiveTested} and {cells.DeadTested}");
        Assert.InRange((double)cells.LiveRight / cells.LiveTested, 0.9, 1);
        Assert.InRange((double)cells.DeadRight / cells.DeadTested, 0.9, 1);
    }

    [Fact]
    public void Viability_and_concentration_lie_within_their_intervals()
    {
        Coverage viability = new(), cells = new();
        foreach ((ulong seed, double live, double dead) in ((ulong, double, double)[])[(21, 11, 1), (22, 8, 4), (23, 4, 8), (24, 6, 6)])
        {
            SimulatedHologram chip = Scenes.Chip(seed, Scenes.Calibrated);
            var bench = new Bench(chip, new HologramSensor(Scenes.Calibrated));
            List<Measurement> measured = bench.Sense(0, Scenes.Culture with { ViableCells = live, DeadCells = dead });
            Measurement v = measured.Single(m => m.Tag == HologramSensor.ViabilityTag);
            Measurement c = measured.Single(m => m.Tag == HologramSensor.ViableCellsTag);
            // The truth of the sample is that of the broth: the draw of the cells is part of the uncertainty.
            viability.Add(v.Value, v.StandardUncertainty, 100 * live / (live + dead));
            cells.Add(c.Value, c.StandardUncertainty, live);
        }
        Assert.InRange(viability.Fraction, 0.75, 1);
        Assert.InRange(viability.Ratio, 0, 1.7);
        Assert.InRange(cells.Ratio, 0, 1.7);
    }

    [Fact]
    public void A_calibration_reads_back_bit_for_bit_and_another_camera_has_another_hash()
    {
        HologramCalibration calibration = Scenes.Calibrated;
        Assert.Equal(calibration.Hash, HologramCalibration.FromJson(calibration.ToJson()).Hash);
        Assert.NotEqual(calibration.Hash, (calibration with { PixelPitch = 1.12 }).Hash);
    }

    [Fact]
    public void Viability_is_corrected_for_the_errors_of_the_classifier()
    {
        CellClassifier even = Scenes.Calibrated.Cells! with { LiveTested = 998, LiveRight = 899, DeadTested = 998, DeadRight = 799 };
        // 90 % of the living and 20 % of the dead are called living: of half and half 55 %.
        (double value, double u) = even.Viability(550, 1000);
        Assert.Equal(0.5, value, 3);
        Assert.InRange(u, 0.02, 0.05);
        Assert.True(even.Viability(55, 100).Uncertainty > 2 * u);
    }
}
