using CsCheck;
using Titer.Numerics;
using Titer.Processes.CellCulture;
using P = Titer.Processes.CellCulture.ChoParameter;
using U = Titer.Processes.CellCulture.ChoInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Processes.Tests.CellCulture;

/// <summary>A culture at one instant: state, inputs and parameters, with generators of admissible ones.</summary>
internal sealed record Culture(double[] State, double[] Inputs, double[] Parameters)
{
    public static Culture Default => new(ChoFedBatch.Description.DefaultStates(), ChoFedBatch.Description.DefaultInputs(), ChoFedBatch.Description.DefaultParameters());

    private static Gen<double> Level(double high) => Gen.Frequency((4, Gen.Double[0, high]), (1, Gen.Const(0.0)));

    /// <summary>States of a culture in operation; substrates, products and oxygen are sometimes quite gone.</summary>
    private static readonly Gen<double[]> States = Gen.Select(
        Gen.Select(Level(30), Level(10), Level(60), Level(10), Level(40), Level(15), Level(10), Gen.Double[100, 200]),
        Gen.Select(Level(0.4), Gen.Double[5, 60], Gen.Double[6.6, 7.6], Gen.Double[33, 38.5]),
        (a, b) => new[]
        {
            a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6, a.Item7, a.Item8,
            b.Item1, b.Item2, CarbonateEquilibrium.StrongIonsAt(b.Item3, b.Item2, 10, 7), b.Item4,
        });

    private static readonly Gen<double[]> AllInputs = Gen.Select(
        Gen.Select(Level(0.5), Level(0.1), Level(0.2), Gen.Double[20, 220]),
        Gen.Select(Level(40), Level(40), Level(5), Gen.Double[20, 45]),
        (a, b) => new[] { a.Item1, a.Item2, a.Item3, a.Item4, b.Item1, b.Item2, b.Item3, b.Item4 });

    /// <summary>Clones, feeds and vessels within 20 % of the nominal ones.</summary>
    private static readonly Gen<double[]> Clones = Gen.Double[0.8, 1.2].Array[P.Count].Select(factors =>
    {
        double[] p = Default.Parameters;
        for (int i = 0; i < p.Length; i++)
            if (i is not (P.OptimalTemperature or P.OptimalPH or P.BufferPK or P.Buffer)) p[i] *= factors[i];
        return p;
    });

    public static readonly Gen<Culture> Any = Gen.Select(States, AllInputs, Clones, (x, u, p) => new Culture(x, u, p));

    public double[] Rates()
    {
        double[] dx = new double[X.Count];
        new ModelOde<ChoFedBatch>(Inputs, Parameters).Derivatives(0, State, dx);
        return dx;
    }

    public Culture With(double[] state) => this with { State = state };

    public Culture At(int i, double value) => this with { State = Put(State, i, value) };
    public Culture Input(int i, double value) => this with { Inputs = Put(Inputs, i, value) };
    public Culture Parameter(int i, double value) => this with { Parameters = Put(Parameters, i, value) };

    /// <summary>No cells, no decay of glutamine, nothing flowing but what evaporates.</summary>
    public Culture Still() => At(X.ViableCells, 0).At(X.DeadCells, 0).Parameter(P.GlutamineDecay, 0)
        .Input(U.Feed, 0).Input(U.Base, 0).Input(U.Sampling, 0);

    /// <summary>The culture so many hours later.</summary>
    public Culture After(double hours)
    {
        var ode = new ModelOde<ChoFedBatch>(Inputs, Parameters);
        double[] x = [.. State];
        Assert.Equal(IntegrationStatus.Success, new Integrator(X.Count, Tolerance.Default).Advance(ref ode, 0, hours, x));
        return With(x);
    }

    /// <summary>All that flows into the gas space, L/min, as the model counts it.</summary>
    public double Gas => Inputs[U.Air] + Inputs[U.OxygenGas] + Inputs[U.CarbonDioxideGas] + 1e-3;

    public override string ToString() => $"x = [{string.Join(", ", State)}], u = [{string.Join(", ", Inputs)}], p = [{string.Join(", ", Parameters)}]";

    private static double[] Put(double[] values, int i, double value)
    {
        double[] copy = [.. values];
        copy[i] = value;
        return copy;
    }
}
