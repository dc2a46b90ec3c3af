using Titer.Numerics;
using Titer.Processes;
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
public readonly struct ChoDynamics : ISigmaPointModel
{
    private readonly double[] _nominal, _effective, _inputs, _workspace;

    public ChoDynamics(double[] nominal)
    {
        _nominal = nominal;
        _effective = (double[])nominal.Clone();
        _inputs = new double[ChoInput.Count];
        _workspace = new double[RungeKutta4.WorkspaceSize(X.Count)];
    }

    /// <summary>Inputs that hold until they are set again.</summary>
    public Span<double> Inputs => _inputs;

    public ReadOnlySpan<double> Nominal => _nominal;

    /// <summary>The nominal parameters with the clone factors of a state applied.</summary>
    public ReadOnlySpan<double> Parameters(ReadOnlySpan<double> x)
    {
        Scale(P.MaximumGrowth, x[A.Growth]);
        Scale(P.MaximumDeath, x[A.Death]);
        Scale(P.MaintenanceGlucose, x[A.GlucoseUptake]);
        Scale(P.YieldGlucose, -x[A.GlucoseUptake]);
        Scale(P.LactatePerGlucose, x[A.Lactate]);
        Scale(P.LactateUptake, -x[A.Lactate]);
        Scale(P.AmmoniaPerGlutamine, x[A.Ammonia]);
        Scale(P.YieldGlutamine, -x[A.Glutamine]);
        Scale(P.MaintenanceGlutamine, x[A.Glutamine]);
        Scale(P.Productivity, x[A.Productivity]);
        Scale(P.OxygenMaintenance, x[A.OxygenUptake]);
        Scale(P.OxygenPerCell, x[A.OxygenUptake]);
        Scale(P.TransferFactor, x[A.GasTransfer]);
        return _effective;
    }

    public void Propagate(Span<double> x, double hours)
    {
        Parameters(x);
        var ode = new ModelOde<ChoFedBatch>(_inputs, _effective);
        RungeKutta4.Step(ref ode, 0, x[..X.Count], hours, _workspace);
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

    private void Scale(int parameter, double logarithm) => _effective[parameter] = _nominal[parameter] * Math.Exp(logarithm);
}
