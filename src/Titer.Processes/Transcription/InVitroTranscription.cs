using System.Runtime.CompilerServices;
using Titer.Numerics;
using P = Titer.Processes.Transcription.IvtParameter;
using U = Titer.Processes.Transcription.IvtInput;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Processes.Transcription;

/// <summary>
/// In-vitro transcription by T7 RNA polymerase in a fed batch. Fast equilibria by <see cref="Speciation"/>; initiation, elongation, crystals of
/// Mg2PPi, sequestration of template and pyrophosphatase as in Stover, Ganko and Braatz (Biotechnol. Bioeng. 121 (2024) 2636), who fitted the data of
/// Akama et al. (Biophys. J. 102 (2012) 221). Added here: the first nucleotide as a substrate of initiation, with a cap analogue competing for it;
/// salt on promoter binding; pH; temperature; loss of polymerase; hydrolysis of RNA; truncated and double-stranded RNA, lumped; DNase and EDTA,
/// which end a reaction. Equations, sources and validity:
/// docs/mrna.md. NTPs, ions mmol/L; RNA umol/L of molecules; truncated and double-stranded RNA mmol/L of nucleotides; template, polymerase nmol/L;
/// time h. Concentrations follow dC/dt = r + (sum of F_k C_k - C sum of F_k) / V.
/// </summary>
public readonly struct InVitroTranscription : IProcessModel
{
    private const double Empty = 1e-6; // mmol/L of an ion, so that no total is zero in the equilibria

    public static ModelDescription Description => IvtDescription.Value;

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T>
    {
        Species<T> species = Equilibrium(x, p);
        TranscriptionRates<T> rates = TranscriptionRates<T>.Of(x, p, species);
        PyrophosphateRates<T> phosphates = PyrophosphateRates<T>.Of(x, p, species);
        Balances(x, u, p, species, rates, phosphates, dx);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Balances<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, in Species<T> species, in TranscriptionRates<T> rates,
        in PyrophosphateRates<T> phosphates, Span<T> dx) where T : struct, IScalar<T>
    {
        T length = Length(p), transcripts = rates.Transcripts, made = transcripts * 1e-3;
        T temperature = x[X.Temperature];
        T hydrolysis = p[P.RnaHydrolysis] * Warmth(temperature,
            p[P.ActivationHydrolysis]) * length * (1e-5 / species.Protons) * (species.Magnesium * 0.1);
        T lumped = (rates.Truncated + rates.DoubleStranded) / length; // each nucleotide in the proportions of the template
        T used = made + lumped;

        T volume = x[X.Volume];
        T feeds = u[U.Atp] + u[U.Utp] + u[U.Ctp] + u[U.Gtp], flow = feeds + u[U.Cap] + u[U.Magnesium] + u[U.Polymerase] + u[U.Base]
            + u[U.Dnase] + u[U.Edta];
        T dilution = flow / volume;
        T fed = p[P.FeedNucleotide] / volume;

        // DNase I needs magnesium; half its activity at 1 mmol/L, the order of Price, Liu, Stein and Moore 1969, J. Biol. Chem. 244:917.
        T digestion = p[P.DnaseRate] * x[X.Dnase] * species.Magnesium / (species.Magnesium + 1.0);
        dx[X.Template] = -(p[P.Sequestration] * x[X.Nuclei] + digestion + dilution) * x[X.Template];
        dx[X.Rna] = transcripts - (hydrolysis + dilution) * x[X.Rna];
        dx[X.CappedRna] = transcripts * rates.Capped - (hydrolysis + dilution) * x[X.CappedRna];
        dx[X.BrokenRna] = hydrolysis * x[X.Rna] - dilution * x[X.BrokenRna];
        dx[X.Truncated] = rates.Truncated - dilution * x[X.Truncated];
        dx[X.DoubleStranded] = rates.DoubleStranded - dilution * x[X.DoubleStranded];
        dx[X.Atp] = fed * u[U.Atp] - p[P.Adenosines] * used - dilution * x[X.Atp];
        dx[X.Utp] = fed * u[U.Utp] - p[P.Uridines] * used - dilution * x[X.Utp];
        dx[X.Ctp] = fed * u[U.Ctp] - p[P.Cytidines] * used - dilution * x[X.Ctp];
        dx[X.Gtp] = fed * u[U.Gtp] - p[P.Guanosines] * used + made * rates.Capped - dilution * x[X.Gtp];
        dx[X.Cap] = p[P.FeedCap] / volume * u[U.Cap] - made * rates.Capped - dilution * x[X.Cap];
        dx[X.Pyrophosphate] = (length - 1.0) * made + lumped * length - phosphates.Growth - phosphates.Hydrolysis
            - dilution * x[X.Pyrophosphate];
        dx[X.Phosphate] = 2.0 * phosphates.Hydrolysis - dilution * x[X.Phosphate];
        dx[X.Magnesium] = p[P.FeedMagnesium] / volume * u[U.Magnesium] - 2.0 * phosphates.Growth - dilution * x[X.Magnesium];
        dx[X.Crystals] = phosphates.Growth - dilution * x[X.Crystals];
        dx[X.Nuclei] = phosphates.Nucleation - dilution * x[X.Nuclei];
        dx[X.Polymerase] = p[P.FeedPolymerase] / volume * u[U.Polymerase] 
            - (p[P.PolymeraseLoss] * Warmth(temperature, p[P.ActivationLoss]) + dilution) * x[X.Polymerase];
        dx[X.Pyrophosphatase] = -dilution * x[X.Pyrophosphatase];
        dx[X.Buffer] = -dilution * x[X.Buffer];
        dx[X.Cations] = p[P.SodiumPerNucleotide] * (fed * feeds + p[P.FeedCap] / volume * u[U.Cap]) + p[P.FeedBase] / volume * u[U.Base]
            + p[P.SodiumPerEdta] * p[P.FeedEdta] / volume * u[U.Edta] - dilution * x[X.Cations];
        dx[X.Anions] = 2.0 * p[P.FeedMagnesium] / volume * u[U.Magnesium] - dilution * x[X.Anions];
        dx[X.Volume] = flow;
        dx[X.Dnase] = p[P.FeedDnase] / volume * u[U.Dnase] - dilution * x[X.Dnase];
        dx[X.Edta] = p[P.FeedEdta] / volume * u[U.Edta] - dilution * x[X.Edta];
        dx[X.Temperature] = p[P.JacketTransfer] * (u[U.Jacket] - temperature);
    }

    /// <summary>Free ions and complexes of a state.</summary>
    public static Species<T> Equilibrium<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T>
    {
        T nucleotides = Positive(x[X.Atp]) + Positive(x[X.Utp]) + Positive(x[X.Ctp]) + Positive(x[X.Gtp]) + Positive(x[X.Cap]) + Empty;
        T pyrophosphate = Positive(x[X.Pyrophosphate]) + Empty, phosphate = Positive(x[X.Phosphate]) + Empty;
        T magnesium = Positive(x[X.Magnesium]) + Empty;
        // Phosphates of RNA carry one charge each: a transcript of N nucleotides with its triphosphate (or cap) has N + 2.
        T backbone = (Length(p) + 2.0) * 1e-3 * (x[X.Rna] + x[X.BrokenRna]) + x[X.Truncated] + x[X.DoubleStranded];
        T edta = Positive(x[X.Edta]);
        T protons = 4.0 * (nucleotides + pyrophosphate + edta) + 2.0 * (phosphate - magnesium) + backbone + x[X.Anions] - x[X.Cations];
        return Speciation.Solve(new IonTotals<T>(nucleotides, pyrophosphate, phosphate, x[X.Buffer] + Empty, edta, magnesium, protons), p);
    }

    /// <summary>pH of a state.</summary>
    public static double PH(ReadOnlySpan<double> x, ReadOnlySpan<double> p) => 3 - Math.Log10(Equilibrium(x.AsReal(), p.AsReal()).Protons.Value);

    /// <summary>Nucleotides of a transcript.</summary>
    public static T Length<T>(ReadOnlySpan<T> p) where T : struct, IScalar<T> => p[P.Adenosines] + p[P.Uridines] + p[P.Cytidines] + p[P.Guanosines];

    /// <summary>Factor on a rate given at 37 °C, by Arrhenius with an activation energy in kJ/mol.</summary>
    internal static T Warmth<T>(T celsius, T activation) where T : struct, IScalar<T>
    {
        const double gas = 8.314462618e-3, reference = 310.15; // kJ/mol/K, K
        return T.Exp(activation * (1 / (gas * reference)) * (celsius + 273.15 - reference) / (celsius + 273.15));
    }

    // Smooth x+: 0 at 0, x above, never below -0.15 of the level (as in ChoFedBatch): filters and integrators step a little below zero.
    internal static T Positive<T>(T x) where T : struct, IScalar<T> => x * (1.0 + x / T.Sqrt(x * x + 1e-8)) * 0.5;

    // Smooth floor: x above, 5e-7 at 0, positive everywhere: for denominators.
    internal static T Floor<T>(T x) where T : struct, IScalar<T> => (x + T.Sqrt(x * x + 1e-12)) * 0.5;
}
