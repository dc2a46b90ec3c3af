using Titer.Numerics;
using Titer.Processes.Downstream;
using P = Titer.Processes.Downstream.TangentialFlowParameter;
using U = Titer.Processes.Downstream.TangentialFlowInput;
using X = Titer.Processes.Downstream.TangentialFlowState;

namespace Titer.Control.Estimators.Downstream;

/// <summary>
/// A filtration as a state to be estimated: that of <see cref="TangentialFlow"/>, mass transfer, resistance and gel concentration at its membrane,
/// how freely nucleotides pass it, and what the instruments are off for good: gains of the UV cells and of the conductivity cell (logarithms), zero
/// of the load cell.
/// </summary>
public readonly struct FiltrationState : IStateModel
{
    public const int MassTransfer = X.Count, Resistance = X.Count + 1, NucleotideSieving = X.Count + 2, GelConcentration = X.Count + 3;
    public const int UvRetentate = X.Count + 4, UvPermeate = X.Count + 5, Conductivity = X.Count + 6, VolumeOffset = X.Count + 7;
    public const int Count = X.Count + 8;

    private const int Parameters = 4;

    private const double LongestStep = 1.0 / 60;

    // In one hour: mass transfer and resistance wander by 5 %, volumes by what pumps and hoses do, the rest by what the model leaves out; biases
    // stay.
    private static readonly double[] Noise = Make();

    private readonly ProcessState<TangentialFlow> _process;
    private readonly double[] _drawn;

    public FiltrationState(double[] parameters)
    {
        _process = new ProcessState<TangentialFlow>(U.Count, parameters,
            [P.Transfer, P.Resistance, P.Sieving + X.Nucleotides - X.FirstSolute, P.GelConcentration], Noise[..(X.Count + Parameters)], LongestStep);
        _drawn = new double[1];
    }

    public Span<double> Inputs => _process.Inputs;

    /// <summary>Flow that leaves the loop with its content (to the mixer, to the filler), L/h.</summary>
    public double Drawn
    {
        get => _drawn[0];
        set => _drawn[0] = value;
    }

    public void Propagate<T>(Span<T> x, double hours) where T : struct, IScalar<T>
    {
        _process.Propagate(x[..(X.Count + Parameters)], hours);
        x[X.Volume] -= _drawn[0] * hours;
    }

    public bool Drives(int state) => state < UvRetentate;

    public void ProcessNoise(ReadOnlySpan<double> x, Span<double> perSquareRootHour)
    {
        Noise.CopyTo(perSquareRootHour);
        perSquareRootHour[MassTransfer] = 0.05 * x[MassTransfer];
        perSquareRootHour[Resistance] = 0.05 * x[Resistance];
    }

    private static double[] Make()
    {
        double[] noise = new double[Count];
        noise[X.Volume] = 5e-3;
        (noise[X.IntactRna], noise[X.BrokenRna], noise[X.DoubleStranded]) = (0.02, 0.01, 1e-3);
        (noise[X.Nucleotides], noise[X.Salt], noise[X.Edta], noise[X.Protein], noise[X.DnaFragments]) = (0.02, 0.5, 0.05, 1e-3, 1e-3);
        // Little, or what permeates more than predicted would not be missing in the loop.
        (noise[X.Permeate], noise[X.Diafiltered]) = (2e-3, 2e-3);
        return noise;
    }
}
