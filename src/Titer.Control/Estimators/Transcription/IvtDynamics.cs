using Titer.Numerics;
using Titer.Processes.Transcription;
using A = Titer.Control.Estimators.Transcription.IvtAdaptiveState;
using P = Titer.Processes.Transcription.IvtParameter;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Control.Estimators.Transcription;

/// <summary>
/// How <see cref="IvtAdaptiveState"/> moves: the reaction by <see cref="InVitroTranscription"/> with the nominal parameters times the factors, the
/// factors and biases as random walks. What the nominal kinetics cannot know wanders in the factors, not in the concentrations: whatever the
/// rates, a nucleotide that leaves the solution is in RNA, and that balance is what makes RNA observable from pH.
/// </summary>
public readonly struct IvtDynamics : IStateModel
{
    // A step a minute: within 2 % of RNA and stable in all mixes tried, 800 nmol/L of polymerase and a thousand nuclei's sequestration included,
    // at which a Runge-Kutta step fails. Stiff are pyrophosphate between its making and its two sinks, and template, by crystals and DNase.
    private const double StepsPerHour = 60;
    // h^1/2: what is dosed within some three minutes is known to 10 %, by the strength of its stock.
    private const double DnaseDeviation = 0.1 * 0.22;
    private static readonly int[] Stiff = [X.Template, X.Pyrophosphate];

    private readonly double[] _nominal, _inputs, _plain;
    private readonly ScalarBuffer _buffer;

    public IvtDynamics(double[] nominal)
    {
        _nominal = nominal;
        _inputs = new double[IvtInput.Count];
        _plain = new double[RosenbrockW2.PlainWorkspaceSize(X.Count, IvtInput.Count, P.Count, Stiff.Length)];
        _buffer = new ScalarBuffer(P.Count + IvtInput.Count + X.Count + RosenbrockW2.WorkspaceSize(X.Count));
    }

    public Span<double> Inputs => _inputs;

    /// <summary>The nominal parameters with the factors of a state applied.</summary>
    public void Parameters<T>(ReadOnlySpan<T> x, Span<T> effective) where T : struct, IScalar<T>
    {
        for (int i = 0; i < P.Count; i++) effective[i] = _nominal[i];
        Equilibrium(x, effective);
        Scale(effective, P.Elongation, x[A.Elongation]);
        Scale(effective, P.Initiation, x[A.Initiation]);
        Scale(effective, P.HalfNucleotide, x[A.HalfNucleotide]);
        Scale(effective, P.HalfMagnesium, x[A.HalfMagnesium]);
        Scale(effective, P.InhibitionPyrophosphate, x[A.Inhibition]);
        Scale(effective, P.PolymeraseLoss, x[A.PolymeraseLoss]);
        Scale(effective, P.HydrolysisTurnover, x[A.Pyrophosphatase]);
        Scale(effective, P.CrystalGrowth, x[A.CrystalGrowth]);
        Scale(effective, P.NucleationBarrier, x[A.Nucleation]);
        Scale(effective, P.Solubility, x[A.Solubility]);
        Scale(effective, P.SaltHalf, x[A.Salt]);
        Scale(effective, P.DoubleStrandRate, x[A.DoubleStrands]);
        Scale(effective, P.RnaHydrolysis, x[A.Hydrolysis]);
        Scale(effective, P.CapPreference, x[A.Capping]);
        Scale(effective, P.FeedNucleotide, x[A.FeedNucleotide]);
        Scale(effective, P.FeedMagnesium, x[A.FeedMagnesium]);
        Scale(effective, P.FeedPolymerase, x[A.FeedPolymerase]);
        Scale(effective, P.FeedEdta, x[A.FeedEdta]);
    }

    /// <summary>Applies those factors only that the fast equilibria depend on.</summary>
    internal static void Equilibrium<T>(ReadOnlySpan<T> x, Span<T> effective) where T : struct, IScalar<T>
    {
        Scale(effective, P.MagnesiumNucleotide, x[A.MagnesiumBinding]);
        effective[P.BufferPK] += x[A.BufferPK];
    }

    public void Propagate<T>(Span<T> x, double hours) where T : struct, IScalar<T>
    {
        Span<T> buffer = _buffer.Of<T>();
        Span<T> parameters = buffer[..P.Count], inputs = buffer.Slice(P.Count, IvtInput.Count);
        Span<T> model = buffer.Slice(P.Count + IvtInput.Count, X.Count);
        Span<T> workspace = buffer[(P.Count + IvtInput.Count + X.Count)..];
        Parameters(x, parameters);
        for (int i = 0; i < IvtInput.Count; i++) inputs[i] = _inputs[i];
        A.ToModel<T>(x, model);
        int steps = Math.Max(1, (int)Math.Ceiling(hours * StepsPerHour - 1e-9));
        for (int i = 0; i < steps; i++)
            RosenbrockW2.Step<InVitroTranscription, T>(0, model, inputs, parameters, Stiff, hours / steps, workspace, _plain);
        A.FromModel<T>(model, x);
    }

    public bool Drives(int state) => state < A.FirstBias;

    public void ProcessNoise(ReadOnlySpan<double> x, Span<double> perSquareRootHour)
    {
        perSquareRootHour.Clear();
        perSquareRootHour[X.Template] = 0.2;
        perSquareRootHour[X.Nuclei] = 0.03;
        perSquareRootHour[X.Rna] = 0.003;
        perSquareRootHour[X.BrokenRna] = 0.0005;
        perSquareRootHour[X.DoubleStranded] = 0.0002;
        for (int i = X.Atp; i <= X.Cap; i++) perSquareRootHour[i] = 0.01;
        perSquareRootHour[X.Pyrophosphate] = 0.005;
        perSquareRootHour[X.Phosphate] = 0.02;
        perSquareRootHour[X.Magnesium] = 0.03;
        perSquareRootHour[X.Crystals] = 0.01;
        perSquareRootHour[X.Cations] = 0.03;
        perSquareRootHour[X.Volume] = 0.005;
        perSquareRootHour[X.Dnase] = DnaseDeviation * _nominal[P.FeedDnase] * _inputs[IvtInput.Dnase] / x[X.Volume];
        // How fast the jacket heats and cools differs by a tenth from vessel to vessel.
        double driving = Math.Abs(_inputs[IvtInput.Jacket] - x[X.Temperature]);
        perSquareRootHour[X.Temperature] = 0.5 + 0.4 * driving;
        perSquareRootHour[A.Elongation] = perSquareRootHour[A.Initiation] = 0.05;
        perSquareRootHour[A.Pyrophosphatase] = perSquareRootHour[A.CrystalGrowth] = 0.05;
        perSquareRootHour[A.Nucleation] = perSquareRootHour[A.Solubility] = 0.01;
        perSquareRootHour[A.DoubleStrands] = perSquareRootHour[A.Hydrolysis] = 0.03;
        // A site's own temperature coefficient shows while the vessel is heated or cooled.
        perSquareRootHour[A.PHBias] = 0.0015 + 0.002 * driving;
        perSquareRootHour[A.MagnesiumBias] = 0.02;
        // Raman: the error moves with what the solution is made of.
        perSquareRootHour[A.NucleotideBias] = 0.35;
        perSquareRootHour[A.RnaBias] = 0.09;
        // The sodium that comes with EDTA changes what the magnesium chip reads without magnesium.
        perSquareRootHour[A.NoMagnesiumBias] = _inputs[IvtInput.Edta] > 0 ? 0.1 : 0.01;
        perSquareRootHour[A.CrystalBias] = 0.01;
    }

    private static void Scale<T>(Span<T> parameters, int parameter, T logarithm) where T : struct, IScalar<T> =>
        parameters[parameter] *= T.Exp(logarithm);
}
