using Titer.Numerics;
using Titer.Processes.Downstream;
using F = Titer.Control.Estimators.Downstream.LineFlow;
using P = Titer.Processes.Downstream.TangentialFlowParameter;
using U = Titer.Processes.Downstream.TangentialFlowInput;
using X = Titer.Processes.Downstream.TangentialFlowState;

namespace Titer.Control.Estimators.Downstream;

/// <summary>
/// What an mRNA line holds behind its reactor as a state to be estimated: the loop as in <see cref="TangentialFlow"/>, what is not known of its
/// membrane, the vessel that collects nanoparticles (amounts), and what instruments and pumps are off for good: gains of the UV cells, of the
/// conductivity cell and of the three pumps of the mixer (logarithms), zeros of the two load cells.
/// </summary>
public readonly struct FiltrationState : IStateModel
{
    public const int MassTransfer = X.Count, Resistance = X.Count + 1, NucleotideSieving = X.Count + 2, GelConcentration = X.Count + 3,
        Breakage = X.Count + 4, IntactSieving = X.Count + 5, BrokenSieving = X.Count + 6;

    /// <summary>In the vessel that collects: L, g, mmol, g.</summary>
    public const int Collected = X.Count + 7, CollectedIntact = Collected + 1, CollectedBroken = Collected + 2, CollectedDouble = Collected + 3,
        CollectedSalt = Collected + 4, CollectedEthanol = Collected + 5;

    public const int UvRetentate = Collected + 6, UvPermeate = Collected + 7, Conductivity = Collected + 8, VolumeOffset = Collected + 9,
        CollectedOffset = Collected + 10, RnaPump = Collected + 11, AcidPump = Collected + 12, LipidPump = Collected + 13;

    public const int Count = Collected + 14;

    /// <summary>L that no pump gets out of a vessel.</summary>
    private const double Empty = 0.02;

    private const int Parameters = Collected - X.Count;

    private const double LongestStep = 1.0 / 60;

    private readonly ProcessState<TangentialFlow> _process;
    private readonly double[] _flows;
    private readonly double _ethanol;

    /// <param name="parameters">Nominal ones of <see cref="TangentialFlow"/>.</param>
    /// <param name="lipidStock">g/L of lipids in the ethanol.</param>
    public FiltrationState(double[] parameters, double lipidStock)
    {
        _process = new ProcessState<TangentialFlow>(U.Count, parameters,
            [
                P.Transfer, P.Resistance, P.Sieving + X.Nucleotides - X.FirstSolute, P.GelConcentration, P.Breakage, P.Sieving,
                P.Sieving + X.BrokenRna - X.FirstSolute,
            ],
            new double[X.Count + Parameters], LongestStep);
        _flows = new double[F.Count];
        _ethanol = LipidComposition.Ethanol(lipidStock);
    }

    public Span<double> Inputs => _process.Inputs;

    /// <summary>What the pumps are told, L/h, <see cref="LineFlow"/>.</summary>
    public Span<double> Flows => _flows;

    public void Propagate<T>(Span<T> x, double hours) where T : struct, IScalar<T>
    {
        // What comes from the reactor is what the loop was begun with.
        x[X.Volume] += _flows[F.Transfer] * hours;
        _process.Propagate(x[..Collected], hours);
        Mix(x, hours);
        if (_flows[F.Return] > 0) Return(x, Drawn(x[Collected], _flows[F.Return] * hours));
        x[X.Volume] -= Drawn(x[X.Volume], _flows[F.Fill] * hours);
        T broken = x[CollectedIntact] * (1.0 - T.Exp(x[Breakage] * -hours));
        x[CollectedIntact] -= broken;
        x[CollectedBroken] += broken;
    }

    public bool Drives(int state) => state is < UvRetentate or >= RnaPump;

    /// <summary>In one hour mass transfer and resistance wander by 5 %, volumes by what pumps and hoses do, contents by what the model leaves out;
    /// biases stay.</summary>
    public void ProcessNoise(ReadOnlySpan<double> x, Span<double> perSquareRootHour)
    {
        perSquareRootHour.Clear();
        // While the reactor's vessel runs empty nobody knows to the litre how much came.
        perSquareRootHour[X.Volume] = _flows[F.Transfer] > 0 ? 0.3 : 1e-2;
        perSquareRootHour[Collected] = _flows[F.Lipid] + _flows[F.Return] > 0 ? 1e-2 : 0;
        for (int i = X.IntactRna; i <= X.DoubleStranded; i++) perSquareRootHour[i] = 1e-3 * Math.Abs(x[i]);
        for (int i = X.Nucleotides; i <= X.Ethanol; i++) perSquareRootHour[i] = 1e-2 * Math.Abs(x[i]) + 1e-6;
        perSquareRootHour[X.Salt] += 0.1;
        // Little, or what permeates more than predicted would not be missing in the loop.
        (perSquareRootHour[X.Permeate], perSquareRootHour[X.Diafiltered]) = (2e-3, 2e-3);
        perSquareRootHour[MassTransfer] = 0.05 * x[MassTransfer];
        perSquareRootHour[Resistance] = 0.05 * x[Resistance];
    }

    private void Mix<T>(Span<T> x, double hours) where T : struct, IScalar<T>
    {
        T rna = Drawn(x[X.Volume], _flows[F.Rna] * hours * T.Exp(x[RnaPump])), acid = _flows[F.Acid] * hours * T.Exp(x[AcidPump]),
            lipid = _flows[F.Lipid] * hours * T.Exp(x[LipidPump]);
        x[X.Volume] -= rna;
        x[Collected] += rna + acid + lipid;
        x[CollectedIntact] += rna * x[X.IntactRna];
        x[CollectedBroken] += rna * x[X.BrokenRna];
        x[CollectedDouble] += rna * x[X.DoubleStranded];
        x[CollectedSalt] += rna * x[X.Salt];
        x[CollectedEthanol] += lipid * _ethanol;
    }

    // A pump in front of an empty vessel draws air.
    private static T Drawn<T>(T volume, T asked) where T : struct, IScalar<T> =>
        asked.Value < volume.Value - Empty ? asked : volume.Value > Empty ? volume - Empty : 0;

    private static void Return<T>(Span<T> x, T litres) where T : struct, IScalar<T>
    {
        T share = litres / (x[X.Volume] + litres), part = litres / x[Collected];
        Pour(x, X.IntactRna, CollectedIntact);
        Pour(x, X.BrokenRna, CollectedBroken);
        Pour(x, X.DoubleStranded, CollectedDouble);
        Pour(x, X.Salt, CollectedSalt);
        Pour(x, X.Ethanol, CollectedEthanol);
        foreach (int other in (ReadOnlySpan<int>)[X.Nucleotides, X.Edta, X.Protein, X.DnaFragments]) x[other] -= share * x[other];
        x[X.Volume] += litres;
        x[Collected] -= litres;

        void Pour(Span<T> y, int into, int amount)
        {
            y[into] += share * (y[amount] / y[Collected] - y[into]);
            y[amount] -= part * y[amount];
        }
    }
}
