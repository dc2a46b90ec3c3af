using System.Collections.Immutable;
using Titer.Design.Space;
using Titer.Processes.Transcription;
using P = Titer.Processes.Transcription.IvtParameter;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Design.Transcription;

/// <summary>
/// The design space of a transcription: magnesium, NTP (of each), polymerase and time; RNA by mass, double-stranded RNA of it, intact RNA and
/// capping as qualities. Everything else of the mix is that of <paramref name="mix"/>.
/// </summary>
public sealed class IvtSpaceProcess(IvtConditions mix) : ISpaceProcess
{
    private readonly double _gramPerMicromole = RnaMass.GramPerMicromole(mix.Composition);

    /// <summary>Qualities in their order.</summary>
    public static ImmutableArray<Specification> Specifications(double rna, double doubleStranded, double intact, double capped) =>
    [
        new("RNA", "g/L", rna, double.PositiveInfinity), new("double-stranded RNA", "%", double.NegativeInfinity, doubleStranded),
        new("intact RNA", "%", intact, double.PositiveInfinity), new("capped RNA", "%", capped, double.PositiveInfinity),
    ];

    /// <summary>Factors: magnesium mmol/L, each NTP mmol/L, polymerase nmol/L. The cap analogue keeps its ratio to GTP.</summary>
    public void Start(ReadOnlySpan<double> factors, Span<double> state)
    {
        double ntp = factors[1], cap = mix.Gtp > 0 ? mix.Cap * ntp / mix.Gtp : mix.Cap;
        (mix with { Magnesium = factors[0], Atp = ntp, Utp = ntp, Ctp = ntp, Gtp = ntp, Cap = cap,
            Polymerase = factors[2] }).Start().AsSpan().CopyTo(state);
    }

    /// <inheritdoc/>
    public void Qualities(ReadOnlySpan<double> state, ReadOnlySpan<double> parameters, Span<double> values)
    {
        double length = parameters[P.Adenosines] + parameters[P.Uridines] + parameters[P.Cytidines] + parameters[P.Guanosines];
        double rna = Math.Max(state[X.Rna], 1e-12), made = rna + Math.Max(0, state[X.BrokenRna]);
        values[0] = state[X.Rna] * _gramPerMicromole;
        values[1] = 100 * state[X.DoubleStranded] / (rna * length * 1e-3);
        values[2] = 100 * rna / made;
        values[3] = 100 * state[X.CappedRna] / rna;
    }
}
