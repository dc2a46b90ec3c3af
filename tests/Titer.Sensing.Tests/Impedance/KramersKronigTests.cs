using System.Numerics;
using CsCheck;
using Titer.Numerics;
using Titer.Sensing.Impedance.Validity;

namespace Titer.Sensing.Tests.Impedance;

public class KramersKronigTests
{
    private static SpectrumVerdict Judge(double[] frequencies, double[] resistance, double[] reactance, out KramersKronigResult test)
    {
        test = new LinearKramersKronig().Test(frequencies, resistance, reactance);
        return SpectrumCheck.Judge(frequencies, resistance, reactance, test);
    }

    [Fact]
    public void Every_passive_circuit_passes_at_any_noise_that_can_be_quantified() =>
        Gen.Select(Gen.ULong[1, 1_000_000], Gen.Double[1e-4, 0.05]).ForAll(400, drawn =>
        {
            (ulong seed, double noise) = drawn;
            var random = new RandomCircuit(seed);
            (double[] resistance, double[] reactance) = random.Noisy(noise);
            SpectrumVerdict verdict = Judge(random.Frequencies, resistance, reactance, out KramersKronigResult test);
            Assert.True(!verdict.Refused, $"{random}, noise {noise}: {verdict}, {test.Elements} elements");
        });

    [Fact]
    public void The_noise_is_found()
    {
        double ratio = 0;
        int count = 0;
        for (ulong seed = 1; seed <= 100; seed++)
        {
            var random = new RandomCircuit(seed);
            (double[] resistance, double[] reactance) = random.Noisy(0.01);
            Judge(random.Frequencies, resistance, reactance, out KramersKronigResult test);
            ratio += test.Noise / 0.01;
            count++;
        }
        Assert.InRange(ratio / count, 0.85, 1.2);
    }

    private static (double[] Frequencies, double[] Resistance, double[] Reactance) TwoArcs(ulong seed, Func<double, Complex, Complex> distort)
    {
        var noise = new Gaussian(seed);
        double[] f = [.. Enumerable.Range(0, 41).Select(i => Math.Pow(10, 5 - 0.125 * i))];
        Complex[] z = [.. f.Select(x =>
        {
            Complex s = new(0, 2 * Math.PI * x), clean = 25 + 300 / (1 + s * 3e-4) + 150 / (1 + s * 5e-3), d = distort(x, clean);
            return d + 0.003 * d.Magnitude * new Complex(noise.Next(), noise.Next());
        })];
        return (f, [.. z.Select(c => c.Real)], [.. z.Select(c => c.Imaginary)]);
    }

    public static TheoryData<string> Distortions => ["imaginary part too large", "sign turned", "answers before it is asked", "real part falls off", "gain of one part drifts"];

    [Theory]
    [MemberData(nameof(Distortions))]
    public void A_seeded_violation_is_refused(string distortion)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var (f, resistance, reactance) = TwoArcs(seed, (x, z) => distortion switch
            {
                "imaginary part too large" => new Complex(z.Real, 1.25 * z.Imaginary),
                "sign turned" => Complex.Conjugate(z),
                // A lead of 5 us: turned by +1.8 degrees per kHz.
                "answers before it is asked" => z * Complex.FromPolarCoordinates(1, 2 * Math.PI * x * 5e-6),
                "real part falls off" => new Complex(z.Real * (1 - 0.2 / (1 + x / 300)), z.Imaginary),
                _ => new Complex(z.Real, z.Imaginary * (1 + 0.1 * Math.Log10(x / 10))),
            });
            SpectrumVerdict verdict = Judge(f, resistance, reactance, out KramersKronigResult test);
            Assert.True(verdict.Refused, $"seed {seed}: {verdict}, systematic {test.Systematic}, score {test.Score}");
        }
    }

    [Fact]
    public void The_same_spectra_undistorted_pass()
    {
        for (ulong seed = 1; seed <= 100; seed++)
        {
            var (f, resistance, reactance) = TwoArcs(seed, (_, z) => z);
            SpectrumVerdict verdict = Judge(f, resistance, reactance, out KramersKronigResult test);
            Assert.True(verdict.Quality.IsGood, $"seed {seed}: {verdict}, systematic {test.Systematic}, score {test.Score}");
        }
    }

    [Theory]
    [InlineData(0.02, false)]
    [InlineData(0.6, true)]
    public void Noise_above_the_limit_of_detection_is_refused(double noise, bool refused)
    {
        var draws = new Gaussian(11);
        var (f, resistance, reactance) = TwoArcs(1, (_, z) => z + noise * z.Magnitude * new Complex(draws.Next(), draws.Next()));
        Assert.Equal(refused, Judge(f, resistance, reactance, out _).Refused);
    }

    [Fact]
    public void The_normal_score_of_F_has_the_tail_of_F()
    {
        // 1 % points of F (Pearson and Hartley, Biometrika Tables, 1966): F(10, 20) = 3.37, F(5, 60) = 3.34, F(12, 40) = 2.66.
        Assert.Equal(2.326, LinearKramersKronig.NormalScore(3.37, 10, 20), 0.02);
        Assert.Equal(2.326, LinearKramersKronig.NormalScore(3.34, 5, 60), 0.02);
        Assert.Equal(2.326, LinearKramersKronig.NormalScore(2.66, 12, 40), 0.02);
    }

}
