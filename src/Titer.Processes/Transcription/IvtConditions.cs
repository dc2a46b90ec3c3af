using System.Collections.Immutable;
using P = Titer.Processes.Transcription.IvtParameter;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Processes.Transcription;

/// <summary>What is mixed at the start of a transcription, and what it is a transcription of.</summary>
public sealed record IvtConditions
{
    /// <summary>mmol/L of each, as salts with <see cref="IvtParameter.SodiumPerNucleotide"/> of sodium.</summary>
    public required double Atp { get; init; }
    public required double Utp { get; init; }
    public required double Ctp { get; init; }
    public required double Gtp { get; init; }
    public double Cap { get; init; }
    /// <summary>mmol/L of the acetate.</summary>
    public required double Magnesium { get; init; }
    /// <summary>nmol/L.</summary>
    public required double Polymerase { get; init; }
    public required double Template { get; init; }
    /// <summary>mmol/L present at the start, as the sodium salt.</summary>
    public double Pyrophosphate { get; init; }
    /// <summary>U/mL.</summary>
    public double Pyrophosphatase { get; init; }
    /// <summary>mmol/L, its pK, and the pH it was adjusted to before the rest was added.</summary>
    public double Buffer { get; init; } = 40;
    public double BufferPK { get; init; } = 8.1;
    public double BufferPH { get; init; } = 8.0;
    /// <summary>°C.</summary>
    public double Temperature { get; init; } = 37;
    /// <summary>L.</summary>
    public double Volume { get; init; } = 1;
    /// <summary>Adenosines, uridines, cytidines, guanosines of the transcript.</summary>
    public required (double A, double U, double C, double G) Composition { get; init; }

    public double Length => Composition.A + Composition.U + Composition.C + Composition.G;

    /// <summary>Initial state.</summary>
    public ImmutableArray<double> Start()
    {
        double[] x = new double[X.Count];
        (x[X.Atp], x[X.Utp], x[X.Ctp], x[X.Gtp], x[X.Cap]) = (Atp, Utp, Ctp, Gtp, Cap);
        (x[X.Magnesium], x[X.Polymerase], x[X.Template]) = (Magnesium, Polymerase, Template);
        (x[X.Pyrophosphate], x[X.Pyrophosphatase], x[X.Buffer], x[X.Volume]) = (Pyrophosphate, Pyrophosphatase, Buffer, Volume);
        x[X.Temperature] = Temperature;
        double sodium = InVitroTranscription.Description.Parameters[P.SodiumPerNucleotide].Default;
        x[X.Cations] = sodium * (Atp + Utp + Ctp + Gtp + Cap + Pyrophosphate);
        // Chloride of the protonated buffer; for an acid buffer (HEPES) this is its anions less its sodium, the same number.
        x[X.Anions] = 2 * Magnesium + Buffer / (1 + Math.Pow(10, BufferPH - BufferPK));
        return [.. x];
    }

    /// <summary>Parameters of the model that these conditions decide.</summary>
    public ImmutableArray<(int Parameter, double Value)> Own() =>
        [(P.Adenosines, Composition.A), (P.Uridines, Composition.U), (P.Cytidines, Composition.C), (P.Guanosines, Composition.G),
            (P.BufferPK, BufferPK)];
}
