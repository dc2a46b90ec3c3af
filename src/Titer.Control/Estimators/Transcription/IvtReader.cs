using Titer.Numerics;
using Titer.Processes.Transcription;
using P = Titer.Processes.Transcription.IvtParameter;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Control.Estimators.Transcription;

/// <summary>What is read off an <see cref="IvtAdaptiveState"/>, by sensors and by people. Owns a workspace; not thread-safe.</summary>
/// <param name="nominal">Parameters of <see cref="InVitroTranscription"/>.</param>
public sealed class IvtReader(double[] nominal)
{
    // RNA that is taken as whole and capped while there is none, umol/L, so that shares begin at 100 % and not at 0/0.
    private const double Trace = 0.01;

    private readonly ScalarBuffer _buffer = new(P.Count + X.Count);
    private readonly double _length = InVitroTranscription.Length<Real>(nominal.AsReal()).Value;
    private readonly double _gramPerMicromole = RnaMass.GramPerMicromole(
        (nominal[P.Adenosines], nominal[P.Uridines], nominal[P.Cytidines], nominal[P.Guanosines]));

    /// <summary>Free ions and complexes.</summary>
    public Species<T> Species<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T>
    {
        Span<T> buffer = _buffer.Of<T>(), parameters = buffer[..P.Count], model = buffer[P.Count..];
        for (int i = 0; i < P.Count; i++) parameters[i] = nominal[i];
        IvtDynamics.Equilibrium(x, parameters);
        x[..X.Count].CopyTo(model); // template and nuclei bind no ions
        return InVitroTranscription.Equilibrium<T>(model, parameters);
    }

    public T PH<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T> => 3.0 - T.Log(Species(x).Protons) * (1 / Math.Log(10));

    /// <summary>Whole and broken transcripts, g/L.</summary>
    public T Rna<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T> => (x[X.Rna] + x[X.BrokenRna]) * _gramPerMicromole;

    /// <summary>Whole transcripts, % of all.</summary>
    public static T Integrity<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T> => 100.0 - 100.0 * x[X.BrokenRna] / Made(x);

    /// <summary>Capped transcripts, % of the whole ones.</summary>
    public static T Capped<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T> => 100.0 * (x[X.CappedRna] + Trace) / (x[X.Rna] + Trace);

    /// <summary>Nucleotides in double strands, % of those in transcripts.</summary>
    public T DoubleStranded<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T> => 100.0 * x[X.DoubleStranded] / (Made(x) * (_length * 1e-3));

    private static T Made<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T>
    {
        T sum = x[X.Rna] + x[X.BrokenRna];
        return 0.5 * (sum + T.Sqrt(sum * sum + Trace * Trace));
    }
}
