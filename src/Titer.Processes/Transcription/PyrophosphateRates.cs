using System.Runtime.CompilerServices;
using Titer.Numerics;
using P = Titer.Processes.Transcription.IvtParameter;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Processes.Transcription;

/// <summary>What takes pyrophosphate out of solution.</summary>
/// <param name="Growth">Mg2PPi that crystallises, mmol/L/h.</param>
/// <param name="Nucleation">New nuclei, 1/h in the units of Stover et al. 2024.</param>
/// <param name="Hydrolysis">Pyrophosphate that pyrophosphatase turns into two phosphates, mmol/L/h.</param>
internal readonly record struct PyrophosphateRates<T>(T Growth, T Nucleation, T Hydrolysis) where T : struct, IScalar<T>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyrophosphateRates<T> Of(ReadOnlySpan<T> x, ReadOnlySpan<T> p, in Species<T> species)
    {
        T pyrophosphate = InVitroTranscription.Positive(x[X.Pyrophosphate]), substrate = species.MagnesiumPyrophosphate * pyrophosphate;
        T driving = LogAbove1(species.DimagnesiumPyrophosphate * pyrophosphate / p[P.Solubility]);
        // 1 U turns over 1 umol/min, which is 60 mmol/L/h at 1 U/mL.
        return new(
            p[P.CrystalGrowth] * x[X.Nuclei] * driving,
            T.Exp(-p[P.NucleationBarrier] / (driving * driving + 0.01)), // the 0.01 keeps the exponent finite; exp(-B/0.01) is zero
            60.0 * p[P.HydrolysisTurnover] * x[X.Pyrophosphatase] * substrate / (substrate + p[P.HalfHydrolysis]));
    }

    // ln(1 + S^16) / 16: ln S above 1, nothing below, and smooth between, where crystals and solution come to rest.
    private static T LogAbove1(T s)
    {
        T s2 = s * s, s4 = s2 * s2, s8 = s4 * s4;
        return T.Log(1.0 + s8 * s8) * (1 / 16.0);
    }
}
