using CsCheck;
using Titer.Numerics;
using Titer.Processes.Downstream;
using P = Titer.Processes.Downstream.TangentialFlowParameter;
using U = Titer.Processes.Downstream.TangentialFlowInput;
using X = Titer.Processes.Downstream.TangentialFlowState;

namespace Titer.Processes.Tests.Downstream;

/// <summary>A filtration at one moment.</summary>
internal sealed record Filtration(double[] State, double[] Inputs, double[] Parameters)
{
    private static readonly ModelDescription Model = TangentialFlow.Description;

    /// <summary>With ethanol, as after mixing.</summary>
    public static Filtration Default => new([.. Model.DefaultStates().Select((v, i) => i == X.Ethanol ? 190 : v)], Model.DefaultInputs(),
        Model.DefaultParameters());

    public static Gen<Filtration> Any => Gen.Select(Values(Model.States), Values(Model.Inputs), Values(Model.Parameters), (x, u, p) =>
        new Filtration(x, u, p));

    public double[] Rates()
    {
        double[] dx = new double[X.Count];
        new ModelOde<TangentialFlow>(Inputs, Parameters).Derivatives(0, State, dx);
        return dx;
    }

    public double PermeateFlow => TangentialFlow.PermeateFlow<Real>(
        ((ReadOnlySpan<double>)State).AsReal(), ((ReadOnlySpan<double>)Inputs).AsReal(), ((ReadOnlySpan<double>)Parameters).AsReal()).Value;

    public Filtration With(int parameter, double value)
    {
        double[] p = [.. Parameters];
        p[parameter] = value;
        return this with { Parameters = p };
    }

    public Filtration At(double pressure, double diafiltration) => this with { Inputs = [pressure, diafiltration, Inputs[U.CrossFlow]] };

    /// <summary>Runs on, diafiltration following the permeate when the volume is held.</summary>
    public Filtration After(double hours, bool holdVolume)
    {
        var integrator = new Integrator(X.Count, new Tolerance(1e-10, 1e-11));
        double[] x = [.. State];
        const int steps = 400;
        for (int i = 0; i < steps; i++)
        {
            Filtration now = this with { State = x };
            double[] u = [Inputs[U.Pressure], holdVolume ? now.PermeateFlow : Inputs[U.Diafiltration], Inputs[U.CrossFlow]];
            var ode = new ModelOde<TangentialFlow>(u, Parameters);
            Assert.Equal(IntegrationStatus.Success, integrator.Advance(ref ode, i * hours / steps, (i + 1) * hours / steps, x));
        }
        return this with { State = x };
    }

    private static Gen<double[]> Values(IReadOnlyList<Quantity> quantities) => Gen.Double[0, 1].Array[quantities.Count].Select(
        z => z.Select((v, i) => quantities[i].Default > 0 && v < 0.5
            ? quantities[i].Default * (0.5 + v)
            : Math.Max(quantities[i].Low, Math.Min(quantities[i].High, 2 * quantities[i].Default + 0.1 * quantities[i].High) * v)).ToArray());
}
