using Titer.Numerics;
using Titer.Processes.CellCulture;
using A = Titer.Control.Estimators.AdaptiveState;
using P = Titer.Processes.CellCulture.ChoParameter;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Estimators;

/// <summary>
/// How <see cref="AdaptiveState"/> moves: the culture by <see cref="ChoFedBatch"/> with the nominal parameters times the clone factors, the
/// factors and biases as random walks. Process noise per square root of an hour stands for what the nominal model cannot know (clone parameters
/// drawn within +-20 %, unmeasured disturbances); the figures are stated beside it.
/// </summary>
public readonly struct ChoDynamics : IStateModel
{
    // One Runge-Kutta step a minute: gas transfer of up to 30/h is then well inside its stability region.
    private const double StepsPerHour = 60;

    private readonly double[] _nominal, _inputs;
    private readonly ScalarBuffer _buffer;

    public ChoDynamics(double[] nominal)
    {
        _nominal = nominal;
        _inputs = new double[ChoInput.Count];
        _buffer = new ScalarBuffer(P.Count + ChoInput.Count + RungeKutta4.WorkspaceSize(X.Count));
    }

    public Span<double> Inputs => _inputs;

    /// <summary>The nominal parameters with the clone factors of a state applied.</summary>
    public void Parameters<T>(ReadOnlySpan<T> x, Span<T> effective) where T : struct, IScalar<T>
    {
        for (int i = 0; i < P.Count; i++) effective[i] = _nominal[i];
        Scale(effective, P.MaximumGrowth, x[A.Growth]);
        Scale(effective, P.MaximumDeath, x[A.Death]);
        Scale(effective, P.MaintenanceGlucose, x[A.GlucoseUptake]);
        Scale(effective, P.YieldGlucose, -x[A.GlucoseUptake]);
        Scale(effective, P.LactatePerGlucose, x[A.Lactate]);
        Scale(effective, P.LactateUptake, -x[A.Lactate]);
        Scale(effective, P.AmmoniaPerGlutamine, x[A.Ammonia]);
        Scale(effective, P.YieldGlutamine, -x[A.Glutamine]);
        Scale(effective, P.MaintenanceGlutamine, x[A.Glutamine]);
        Scale(effective, P.Productivity, x[A.Productivity]);
        Scale(effective, P.OxygenMaintenance, x[A.OxygenUptake]);
        Scale(effective, P.OxygenPerCell, x[A.OxygenUptake]);
        Scale(effective, P.TransferFactor, x[A.GasTransfer]);
    }

    public void Propagate<T>(Span<T> x, double hours) where T : struct, IScalar<T>
    {
        Span<T> buffer = _buffer.Of<T>();
        Span<T> parameters = buffer[..P.Count], inputs = buffer.Slice(P.Count, ChoInput.Count), workspace = buffer[(P.Count + ChoInput.Count)..];
        Parameters(x, parameters);
        for (int i = 0; i < ChoInput.Count; i++) inputs[i] = _inputs[i];
        int steps = Math.Max(1, (int)Math.Ceiling(hours * StepsPerHour - 1e-9));
        for (int i = 0; i < steps; i++) RungeKutta4.Step<ChoFedBatch, T>(0, x[..X.Count], inputs, parameters, hours / steps, workspace);
    }

    public bool Drives(int state) => state < A.FirstBias;

    public void ProcessNoise(ReadOnlySpan<double> x, Span<double> perSquareRootHour)
    {
        double cells = Math.Max(x[X.ViableCells], 0.1);
        perSquareRootHour[X.ViableCells] = 0.005 * cells;
        perSquareRootHour[X.DeadCells] = 0.01 * cells;
        perSquareRootHour[X.Glucose] = 0.01 + 0.003 * cells;
        perSquareRootHour[X.Glutamine] = 0.01 + 0.01 * cells;
        perSquareRootHour[X.Lactate] = 0.02 + 0.01 * cells;
        perSquareRootHour[X.Ammonia] = 0.01 + 0.005 * cells;
        perSquareRootHour[X.Antigen] = 0.0002 * cells;
        perSquareRootHour[X.Volume] = 0.02;
        // gas transfer is known to 20 %: what dissolved gases do beyond the model is of the size of the transfer itself
        perSquareRootHour[X.Oxygen] = 0.01 + 0.01 * cells;
        perSquareRootHour[X.InorganicCarbon] = 0.5;
        perSquareRootHour[X.StrongIons] = 0.5;
        // jacket and losses are known to 15 %, as much as the cells' heat: the temperature must tell nothing of the cells
        perSquareRootHour[X.Temperature] = 1;
        for (int i = A.Growth; i < A.FirstBias; i++) perSquareRootHour[i] = 0.008; // 0.15 over a batch: clones change with age
        perSquareRootHour[A.GasTransfer] = 0.02; // antifoam, flooding: transfer moves faster than the clone
        perSquareRootHour[A.PHBias] = 0.0015;
        perSquareRootHour[A.CellVolume] = 0.003;
        perSquareRootHour[A.GlucoseBias] = 0.003;
        perSquareRootHour[A.LactateBias] = 0.015;
        perSquareRootHour[A.GlutamineBias] = 0.01;
        perSquareRootHour[A.AmmoniaBias] = 0.02;
        perSquareRootHour[A.LabCells] = perSquareRootHour[A.LabGlucose] = perSquareRootHour[A.LabTitre] = perSquareRootHour[A.LabPH] = 0;
    }

    private static void Scale<T>(Span<T> parameters, int parameter, T logarithm) where T : struct, IScalar<T> =>
        parameters[parameter] *= T.Exp(logarithm);
}
