using Titer.Numerics;
using Titer.Sensing.IonArray;

namespace Titer.Sensing.Tests.IonArray;

public sealed class ElectrodeCalibrationTests
{
    private static readonly IonElectrode Type = new()
    {
        Name = "x", Kind = ElectrodeKind.IonSelective, Ion = IonSpecies.Hydrogen, E0 = 0, E0PerKelvin = 0.0004, Slope = 0.96,
        SlopeUncertainty = 0.02, Noise = 0.0002,
    };

    private static readonly IonElectrode Truth = Type with { E0 = 0.012, PX0 = 7, Slope = 0.957 };

    private static CalibrationPoint Point(BufferSolution buffer, double celsius, double volts = double.NaN) =>
        new(buffer.PH(celsius), BufferSolution.Uncertainty,
        double.IsNaN(volts) ? Truth.Voltage(buffer.PH(celsius), celsius, default) : volts, celsius, double.NaN);

    [Fact]
    public void Two_buffers_at_two_temperatures_give_slope_and_offset_back()
    {
        IonElectrode found = ElectrodeCalibrationRun.Calibrate(
            Type with { E0PerKelvin = 0 }, [.. new[] { Point(BufferSolution.Phthalate, 25), Point(BufferSolution.Phosphate, 25) }], 0.1,
                out string problem);
        Assert.Equal("", problem);
        Assert.Equal(0.957, found.Slope, 1e-12);
        for (double pH = 4; pH < 9; pH += 0.5) Assert.Equal(pH, found.PH(Truth.Voltage(pH, 25, default), 25, default), 1e-10);
    }

    [Fact]
    public void One_buffer_gives_the_offset_and_keeps_the_slope_of_the_type()
    {
        IonElectrode found = ElectrodeCalibrationRun.Calibrate(Type with { Slope = 0.957 }, [Point(BufferSolution.Phosphate, 37)], 0.1, out _);
        Assert.Equal(6.841, found.PX0, 1e-12);
        Assert.Equal(7.2, found.PH(Truth.Voltage(7.2, 37, default), 37, default), 1e-3);
    }

    [Fact]
    public void A_sea_water_sample_of_known_pH_calibrates_both_cells_of_a_SeaFET()
    {
        foreach (ElectrodeKind kind in (ElectrodeKind[])[ElectrodeKind.FetGel, ElectrodeKind.FetChloride])
        {
            var cell = new IonElectrode { Name = "c", Kind = kind, Ion = IonSpecies.Hydrogen, E0 = 0, E0PerKelvin = -0.0011 };
            IonElectrode found = ElectrodeCalibrationRun.Calibrate(
                cell, [new CalibrationPoint(8.132, 0.002, 0.0865, 16.2, 35.6)], 0.1, out string problem);
            Assert.Equal("", problem);
            Assert.Equal(8.132, found.PH(0.0865, 16.2, new SalineMedium(35.6, 16.2)), 1e-12);
        }
    }

    [Theory]
    [InlineData(0.84, false)]
    [InlineData(0.86, true)]
    [InlineData(1.04, true)]
    [InlineData(1.06, false)]
    public void A_slope_outside_85_to_105_percent_is_refused(double slope, bool accepted)
    {
        IonElectrode electrode = Truth with { Slope = slope };
        CalibrationPoint At(BufferSolution b) => Point(b, 25, electrode.Voltage(b.PH(25), 25, default));
        ElectrodeCalibrationRun.Calibrate(Type, [At(BufferSolution.Phthalate), At(BufferSolution.Borax)], 0.1, out string problem);
        Assert.Equal(accepted, problem.Length == 0);
    }

    [Fact]
    public void Exchanged_buffers_and_a_buffer_twice_are_refused()
    {
        CalibrationPoint a = Point(BufferSolution.Phthalate, 25), b = Point(BufferSolution.Borax, 25);
        ElectrodeCalibrationRun.Calibrate(Type, [a with { Volts = b.Volts }, b with { Volts = a.Volts }], 0.1, out string exchanged);
        Assert.Contains("exchanged", exchanged);
        ElectrodeCalibrationRun.Calibrate(Type, [a, a], 0.1, out string twice);
        Assert.Contains("decades apart", twice);
    }

    [Fact]
    public void Slope_and_offset_lie_within_their_intervals_in_95_percent_of_simulated_calibrations()
    {
        var random = new Gaussian(3);
        Coverage slopes = new(), readings = new();
        for (int k = 0; k < 4000; k++)
        {
            CalibrationPoint Noisy(BufferSolution b)
            {
                double pH = b.PH(25), prepared = pH + BufferSolution.Uncertainty * random.Next();
                return Point(b, 25, Truth.Voltage(prepared, 25, default) + Type.Noise * random.Next());
            }
            IonElectrode found = ElectrodeCalibrationRun.Calibrate(
                Type with { E0PerKelvin = 0 }, [Noisy(BufferSolution.Phthalate), Noisy(BufferSolution.Phosphate)], 0, out _);
            slopes.Add(found.Slope, found.SlopeUncertainty, Truth.Slope);
            double pH = found.PH(Truth.Voltage(7.4, 25, default), 25, default);
            double decades = pH - found.PX0, scale = found.Slope * Nernst.Slope(25);
            readings.Add(pH, Math.Sqrt(Math.Pow(found.E0Uncertainty / scale, 2) + Math.Pow(decades * found.SlopeUncertainty / found.Slope, 2)), 7.4);
        }
        Assert.InRange(slopes.Fraction, 0.935, 0.965);
        Assert.InRange(readings.Fraction, 0.935, 0.965);
    }

    [Theory]
    [InlineData("phthalate", 25, 4.005)]
    [InlineData("phosphate", 37, 6.841)]
    [InlineData("borax", 22.5, 9.2025)]
    public void Buffers_have_the_pH_of_the_IUPAC_table(string name, double celsius, double pH) =>
        Assert.Equal(pH, BufferSolution.All.Single(b => b.Name == name).PH(celsius), 1e-9);

    [Fact]
    public void Outside_the_table_a_buffer_has_no_pH() => Assert.True(double.IsNaN(BufferSolution.Borax.PH(51)));
}
