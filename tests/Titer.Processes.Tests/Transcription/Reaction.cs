using CsCheck;
using Titer.Numerics;
using Titer.Processes.Transcription;
using P = Titer.Processes.Transcription.IvtParameter;
using U = Titer.Processes.Transcription.IvtInput;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Processes.Tests.Transcription;

/// <summary>A transcription in some state, for tests.</summary>
internal sealed record Reaction(double[] State, double[] Inputs, double[] Parameters)
{
    public static Reaction Default => new(InVitroTranscription.Description.DefaultStates(), InVitroTranscription.Description.DefaultInputs(),
        InVitroTranscription.Description.DefaultParameters());

    /// <summary>Anything that a reaction may hold, with feeds.</summary>
    public static Gen<Reaction> Any { get; } = Gen.Double[0, 1].Array[X.Count + U.Count].Select(r =>
    {
        double[] high = [60, 10, 8, 1, 1, 1, 12, 12, 12, 12, 8, 8, 20, 90, 5, 1e-3, 600, 5, 80, 250, 250, 8, 60, 40, 0];
        double[] x = [.. high.Select((h, i) => h * r[i])];
        x[X.Volume] += 0.5;
        x[X.Magnesium] += 0.5;
        x[X.Buffer] += 5;
        x[X.Temperature] = 15 + 30 * r[X.Temperature];
        x[X.CappedRna] = Math.Min(x[X.CappedRna], x[X.Rna]);
        // Around the charge of what is dissolved, so that the pH lies near 8.
        double charge = 4 * (x[X.Atp] + x[X.Utp] + x[X.Ctp] + x[X.Gtp] + x[X.Cap] + x[X.Pyrophosphate] + x[X.Edta]) + 2 * (x[X.Phosphate] - x[X.Magnesium])
            + 0.87 * (x[X.Rna] + x[X.BrokenRna]) + x[X.Truncated] + x[X.DoubleStranded];
        x[X.Cations] = Math.Max(0, charge) + 20;
        x[X.Anions] = x[X.Cations] - charge + (0.2 + 0.6 * r[X.Anions]) * x[X.Buffer];
        return Default with { State = x, Inputs = [.. Enumerable.Range(0, U.Count).Select(i => (i == U.Jacket ? 50 : 0.3) * r[X.Count + i])] };
    });

    public double[] Rates()
    {
        double[] dx = new double[X.Count];
        new ModelOde<InVitroTranscription>(Inputs, Parameters).Derivatives(0, State, dx);
        return dx;
    }

    public Reaction With(int state, double value)
    {
        double[] x = [.. State];
        x[state] = value;
        return this with { State = x };
    }

    public Reaction Unfed() => this with { Inputs = [.. Inputs.Select((u, i) => i == U.Jacket ? u : 0)] };

    /// <summary>The reaction and template of Akama et al. 2012 with the published constants of Stover et al. 2024 and without what was added here.</summary>
    public static Reaction Published(double eachNucleotide, double magnesium, double polymerase)
    {
        double[] p = InVitroTranscription.Description.DefaultParameters(), x = new double[X.Count];
        (int, double)[] fitted =
        [
            (P.Initiation, 3.6069536362146795), (P.Elongation, 5.206113299397379), (P.Unbinding, 3.7446323772922425), (P.Binding, 2.3025910850566524),
            (P.HalfNucleotide, -3.5888340328345243 + 3), (P.HalfMagnesium, -3.5927749722516182 + 3), (P.InhibitionPyrophosphate, -4.379933555815728 + 3),
            (P.CrystalGrowth, 0.5900758815777631 + 3), (P.NucleationBarrier, 1.6528184246710627), (P.Sequestration, 4.993450140315792),
            (P.ProtonNucleotide, 6.910083368668689), (P.MagnesiumProtonNucleotide, 2.0799933537424664), (P.ProtonPyrophosphate, 9.017430105904815),
            (P.MagnesiumProtonPyrophosphate, 3.315484585355084), (P.SecondProtonPyrophosphate, 6.260672740886328),
            (P.MagnesiumSecondProtonPyrophosphate, 2.1099372160764096), (P.MagnesiumNucleotide, 4.092508774820014),
            (P.SecondMagnesiumNucleotide, 1.8659813492702368), (P.MagnesiumPyrophosphate, 5.1607090055688545),
            (P.SecondMagnesiumPyrophosphate, 3.989872727016195), (P.Solubility, -3.888054488261979 + 3),
        ];
        foreach ((int parameter, double decades) in fitted) p[parameter] = Math.Pow(10, decades);
        (p[P.HalfInitiator], p[P.SaltHalf], p[P.AcidPK], p[P.AlkalinePK]) = (1e-6, 1e6, 0, 14);
        p[P.PolymeraseLoss] = p[P.RnaHydrolysis] = p[P.AbortedNucleotides] = p[P.DoubleStrandRate] = 0;
        (x[X.Template], x[X.Polymerase], x[X.Magnesium], x[X.Buffer], x[X.Volume], x[X.Temperature]) =
            (7.4, polymerase, magnesium, 40, 1, 37);
        for (int i = X.Atp; i <= X.Gtp; i++) x[i] = eachNucleotide;
        x[X.Cations] = 3.96 * 4 * eachNucleotide;
        x[X.Anions] = 2 * magnesium + 40 / (1 + Math.Pow(10, 8 - 8.1));
        return new(x, Default.Inputs, p);
    }

    /// <summary>The state after so many hours.</summary>
    public double[] After(double hours, double tolerance = 1e-8)
    {
        double[] x = [.. State];
        var ode = new ModelOde<InVitroTranscription>(Inputs, Parameters);
        Assert.Equal(IntegrationStatus.Success, new Integrator(X.Count, new Tolerance(tolerance, tolerance * 1e-2)).Advance(ref ode, 0, hours, x));
        return x;
    }
}
