using System.Numerics;
using Titer.Numerics.Fourier;
using Titer.Sensing.Hologram;

namespace Titer.Sensing.Tests.Hologram;

public sealed class PropagationTests
{
    private const double Pitch = 1.4, Wavelength = 0.65;

    private static (float[] Re, float[] Im) Beam(int side, double waist)
    {
        var re = new float[side * side];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++)
            {
                double r2 = (Square(x - side / 2) + Square(y - side / 2)) * Pitch * Pitch;
                re[y * side + x] = (float)Math.Exp(-r2 / (waist * waist));
            }
        return (re, new float[side * side]);

        static double Square(double v) => v * v;
    }

    [Fact]
    public void A_Gaussian_beam_spreads_as_its_closed_form_says()
    {
        const int side = 300;
        const double waist = 12, distance = 700;
        (float[] re, float[] im) = Beam(side, waist);
        new Fft2<float>(side, side).Filter(re, im, new AngularSpectrum(side, side, Pitch, Wavelength, distance));
        // A. E. Siegman, Lasers (1986) 17.1: u = (q0 / q) exp(-i k r^2 / (2 q)) with q = z + i zR and the sign of exp(+i k z).
        double rayleigh = Math.PI * waist * waist / Wavelength, k = 2 * Math.PI / Wavelength;
        Complex q = new(distance, -rayleigh), start = new(0, -rayleigh);
        double worst = 0;
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++)
            {
                double r2 = ((x - side / 2) * (x - side / 2) + (y - side / 2) * (y - side / 2)) * Pitch * Pitch;
                Complex exact = start / q * Complex.Exp(Complex.ImaginaryOne * k * r2 / (2 * q));
                worst = Math.Max(worst, (exact - new Complex(re[y * side + x], im[y * side + x])).Magnitude);
            }
        // The closed form is paraxial: (w0 k)^-2 of the wave.
        Assert.InRange(worst, 0, 2e-3);
    }

    [Fact]
    public void Light_is_neither_made_nor_lost_and_comes_back_when_sent_back()
    {
        const int side = 128;
        (float[] re, float[] im) = Beam(side, 8);
        float[] before = [.. re];
        double power = re.Sum(v => (double)v * v);
        var fft = new Fft2<float>(side, side);
        fft.Filter(re, im, new AngularSpectrum(side, side, Pitch, Wavelength, 150));
        Assert.Equal(1, (re.Sum(v => (double)v * v) + im.Sum(v => (double)v * v)) / power, 1e-5);
        Assert.True(Math.Abs(re[64 * side + 64] - before[64 * side + 64]) > 0.1);
        fft.Filter(re, im, new AngularSpectrum(side, side, Pitch, Wavelength, -150));
        for (int i = 0; i < re.Length; i++) Assert.InRange(Math.Abs(re[i] - before[i]) + Math.Abs(im[i]), 0, 1e-4);
    }

    [Fact]
    public void Frequencies_that_the_sampling_of_the_spectrum_cannot_follow_are_cut_off()
    {
        const int side = 64;
        const double distance = 5000;
        var columns = new ComplexLanes<float>[side];
        Array.Fill(columns, new ComplexLanes<float>(1, 0));
        new AngularSpectrum(side, side, Pitch, Wavelength, distance).Apply(columns, 0);
        double step = 1 / (side * Pitch), limit = 1 / (Wavelength * Math.Sqrt(1 + Math.Pow(2 * step * distance, 2)));
        int open = Enumerable.Range(0, side / 2).Count(r => columns[r].Re[0] != 0 || columns[r].Im[0] != 0);
        Assert.Equal(1 + (int)(limit / step), open);
    }

    [Fact]
    public void The_phasor_agrees_with_sine_and_cosine()
    {
        for (float t = -0.5f; t <= 0.5f; t += 0.001f)
        {
            ComplexLanes<float> z = Phasor.Of(System.Runtime.Intrinsics.Vector256.Create(t));
            Assert.Equal(Math.Cos(2 * Math.PI * t), z.Re[3], 1e-6);
            Assert.Equal(Math.Sin(2 * Math.PI * t), z.Im[5], 1e-6);
        }
    }
}
