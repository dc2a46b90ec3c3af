using System.Collections.Immutable;
using Titer.Design.Calibration;
using Titer.Design.Transcription;
using Titer.Numerics;
using Titer.Processes;
using Titer.Processes.Transcription;

namespace Titer.Design.Tests.Transcription;

/// <summary>Reactions made by the model itself with known parameters and known noise.</summary>
internal static class Made
{
    public static IvtConditions Mix(double each, double magnesium, double polymerase = 100) => new()
    {
        Atp = each, Utp = each, Ctp = each, Gtp = each, Magnesium = magnesium, Polymerase = polymerase, Template = 7.4, Composition = (231, 246, 189, 202),
    };

    public static double[] Truth(params (int Parameter, double Factor)[] moved)
    {
        double[] p = InVitroTranscription.Description.DefaultParameters();
        foreach ((int parameter, double factor) in moved) p[parameter] *= factor;
        return p;
    }

    /// <summary>RNA of each mix at five times, with a relative noise.</summary>
    public static ImmutableArray<Experiment> Reactions(double[] truth, double noise, ulong seed, params IvtConditions[] mixes)
    {
        var random = new Gaussian(seed);
        var made = new List<Experiment>();
        foreach (IvtConditions mix in mixes)
        {
            double[] p = [.. truth], x = [.. mix.Start()];
            foreach ((int parameter, double value) in mix.Own()) p[parameter] = value;
            var ode = new ModelOde<InVitroTranscription>(InVitroTranscription.Description.DefaultInputs(), p);
            var integrator = new Integrator(x.Length, new Tolerance(1e-9, 1e-11));
            var observations = ImmutableArray.CreateBuilder<Observation>();
            double at = 0;
            foreach (double t in (double[])[0.1, 0.25, 0.5, 1, 1.5])
            {
                Assert.Equal(IntegrationStatus.Success, integrator.Advance(ref ode, at, t, x));
                at = t;
                double sigma = noise * Math.Max(x[IvtState.Rna], 0.2);
                observations.Add(new(t, IvtState.Rna, 1, x[IvtState.Rna] + sigma * random.Next(), sigma, $"made:{observations.Count + 1}"));
            }
            made.Add(new($"Mg {mix.Magnesium} mM, NTP {mix.Atp} mM", "made", mix.Start(), [.. InVitroTranscription.Description.DefaultInputs()], mix.Own(), observations.ToImmutable()));
        }
        return [.. made];
    }

    public static ImmutableArray<FreeParameter> Free(double decades, params int[] parameters) => [.. parameters.Select(p =>
    {
        Quantity q = InVitroTranscription.Description.Parameters[p];
        return new FreeParameter(p, q.Default, Math.Max(q.Low, 1e-9), q.High, q.Default, decades);
    })];
}
