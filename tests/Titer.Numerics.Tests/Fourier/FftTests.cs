using System.Numerics;
using System.Runtime.Intrinsics;
using CsCheck;
using Titer.Numerics.Fourier;
using static Titer.Numerics.Tests.Fourier.Spectra;

namespace Titer.Numerics.Tests.Fourier;

public sealed class FftTests
{
    private static double ErrorOf<T>(Complex[] x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var plan = new FftPlan<T>(x.Length);
        int width = Vector256<T>.Count;
        // Every lane another signal: the given one turned by the number of the lane.
        var lanes = new ComplexLanes<T>[x.Length];
        for (int j = 0; j < x.Length; j++)
            for (int l = 0; l < width; l++)
            {
                Complex z = x[(j + l) % x.Length];
                lanes[j].Re = lanes[j].Re.WithElement(l, T.CreateChecked(z.Real));
                lanes[j].Im = lanes[j].Im.WithElement(l, T.CreateChecked(z.Imaginary));
            }
        plan.Transform(lanes, new ComplexLanes<T>[plan.WorkLength]);
        double worst = 0;
        for (int l = 0; l < width; l++)
        {
            Complex[] reference = Direct([.. Enumerable.Range(0, x.Length).Select(j => x[(j + l) % x.Length])]);
            worst = Math.Max(worst, Error(reference, [.. lanes.Select(z => z.Re[l])], [.. lanes.Select(z => z.Im[l])]));
        }
        return worst;
    }

    [Fact]
    public void Every_length_up_to_130_agrees_with_the_definition()
    {
        for (int n = 1; n <= 130; n++)
        {
            Complex[] x = Noise(n, (ulong)n);
            Assert.True(ErrorOf<double>(x) < 2e-15, $"double, length {n}: {ErrorOf<double>(x):e1}");
            Assert.True(ErrorOf<float>(x) < 1e-6, $"float, length {n}: {ErrorOf<float>(x):e1}");
        }
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1000)]
    [InlineData(1009)] // prime
    [InlineData(1215)]
    [InlineData(1024)]
    public void Long_lengths_agree_with_the_definition(int n)
    {
        Complex[] x = Noise(n, (ulong)n);
        Assert.InRange(ErrorOf<double>(x), 0, 3e-15);
        Assert.InRange(ErrorOf<float>(x), 0, 1e-6);
    }

    [Theory]
    [InlineData(384)]
    [InlineData(512)]
    [InlineData(1024)]
    public void Float_transforms_of_a_square_image_err_by_less_than_two_in_ten_million(int side)
    {
        Complex[] x = Noise(side * side, (ulong)side);
        (double[] re8, double[] im8) = Split<double>(x);
        (float[] re4, float[] im4) = Split<float>(x);
        new Fft2<double>(side, side).Forward(re8, im8);
        new Fft2<float>(side, side).Forward(re4, im4);
        Assert.InRange(Error([.. re8.Zip(im8, (re, im) => new Complex(re, im))], re4, im4), 0, 2e-7);
    }

    [Theory]
    [InlineData(7, 5)]
    [InlineData(16, 16)]
    [InlineData(33, 40)]
    [InlineData(48, 21)]
    [InlineData(41, 64)]
    [InlineData(1, 12)]
    [InlineData(12, 1)]
    public void Two_dimensions_agree_with_the_definition(int rows, int columns)
    {
        Complex[] x = Noise(rows * columns, 5), reference = Direct(x, rows, columns);
        (double[] re, double[] im) = Split<double>(x);
        new Fft2<double>(rows, columns).Forward(re, im);
        Assert.InRange(Error(reference, re, im), 0, 3e-15);
        (float[] re4, float[] im4) = Split<float>(x);
        new Fft2<float>(rows, columns).Forward(re4, im4);
        Assert.InRange(Error(reference, re4, im4), 0, 1e-6);
    }

    [Fact]
    public void A_real_array_gives_the_spectrum_of_the_complex_one_without_imaginary_part() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 70]).ForAll(30, size =>
        {
            Complex[] x = [.. Noise(size.Item1 * size.Item2, 9).Select(z => new Complex(z.Real, 0))];
            var fft = new Fft2<float>(size.Item1, size.Item2);
            (float[] re, float[] im) = Split<float>(x);
            float[] halfRe = new float[x.Length], halfIm = new float[x.Length];
            fft.Forward(re, halfRe, halfIm);
            fft.Forward(re, im);
            Complex[] whole = [.. re.Zip(im, (a, b) => new Complex(a, b))];
            Assert.InRange(Error(whole, halfRe, halfIm), 0, 1e-6);
        });

    [Fact]
    public void The_inverse_gives_back_what_went_in() =>
        Gen.Select(Gen.Int[1, 90], Gen.Int[1, 90]).ForAll(30, size =>
        {
            Complex[] x = Noise(size.Item1 * size.Item2, 11);
            (float[] re, float[] im) = Split<float>(x);
            var fft = new Fft2<float>(size.Item1, size.Item2);
            fft.Forward(re, im);
            fft.Inverse(re, im);
            Assert.InRange(Error(x, re, im), 0, 2e-6);
        });

    [Fact]
    public void The_energy_of_the_spectrum_is_that_of_the_array_times_its_length()
    {
        Complex[] x = Noise(96 * 100, 3);
        (double[] re, double[] im) = Split<double>(x);
        new Fft2<double>(96, 100).Forward(re, im);
        double space = x.Sum(z => z.Real * z.Real + z.Imaginary * z.Imaginary), frequency = re.Sum(a => a * a) + im.Sum(a => a * a);
        Assert.Equal(1, frequency / (space * x.Length), 13);
    }

    [Fact]
    public void A_shifted_array_has_its_spectrum_turned_by_the_shift()
    {
        const int rows = 45, columns = 64, down = 7, right = 13;
        Complex[] x = Noise(rows * columns, 4);
        Complex[] shifted = [.. Enumerable.Range(0, x.Length).Select(i =>
            x[(i / columns + rows - down) % rows * columns + (i % columns + columns - right) % columns])];
        var fft = new Fft2<double>(rows, columns);
        (double[] re, double[] im) = Split<double>(x);
        fft.Forward(re, im);
        Complex[] turned = [.. Enumerable.Range(0, x.Length).Select(i => new Complex(re[i], im[i])
            * Complex.FromPolarCoordinates(1, -2 * Math.PI * ((double)(i / columns) * down / rows + (double)(i % columns) * right / columns)))];
        (re, im) = Split<double>(shifted);
        fft.Forward(re, im);
        Assert.InRange(Error(turned, re, im), 0, 2e-14);
    }

    [Fact]
    public void A_filter_between_the_transforms_is_the_filter_after_one_and_before_the_other()
    {
        const int rows = 50, columns = 36;
        var fft = new Fft2<float>(rows, columns);
        (float[] re, float[] im) = Split<float>(Noise(rows * columns, 6));
        float[] re2 = [.. re], im2 = [.. im];
        fft.Filter(re, im, new Ramp());
        fft.Forward(re2, im2);
        fft.Inverse(re2, im2, new Ramp(), re2, im2);
        Assert.Equal(re2, re);
        Assert.Equal(im2, im);
    }

    private readonly struct Ramp : ISpectralFilter<float>
    {
        public void Apply(Span<ComplexLanes<float>> columns, int firstColumn)
        {
            for (int r = 0; r < columns.Length; r++) columns[r] *= new ComplexLanes<float>(r, firstColumn);
        }
    }

    [Fact]
    public void A_transform_allocates_nothing()
    {
        var fft = new Fft2<float>(60, 77);
        float[] re = new float[fft.Length], im = new float[fft.Length];
        fft.Forward(re, im);
        fft.Inverse(re, im);
        long before = GC.GetAllocatedBytesForCurrentThread();
        fft.Forward(re, im);
        fft.Inverse(re, im);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Arrays_of_another_size_are_refused() =>
        Assert.Contains("8 x 8", Assert.Throws<ArgumentException>(() => new Fft2<float>(8, 8).Forward(new float[64], new float[63])).Message);

    [Fact]
    public void Fast_lengths_have_no_prime_factor_above_five()
    {
        Assert.Equal([1, 2, 3, 4, 5, 6, 8, 8, 9, 10, 12, 12], Enumerable.Range(1, 12).Select(FastLength.AtLeast));
        Assert.Equal(2025, FastLength.AtLeast(2001));
    }
}
