using Titer.Numerics;
using Titer.Processes.CellCulture;
using P = Titer.Processes.CellCulture.ChoParameter;
using S = Titer.Processes.CellCulture.ChoSlowInput;
using U = Titer.Processes.CellCulture.ChoInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Processes.Tests.CellCulture;

/// <summary>The slow culture against the full one: same text, so the same numbers where temperature, pH and oxygen are the same.</summary>
public sealed class SlowCultureTests
{
    private const int Slow = ChoSlowCulture.States;

    [Fact]
    public void What_is_slow_changes_as_in_the_full_culture() => Culture.Any.ForAll(300, any =>
    {
        // Below some percent of oxygen the full model smooths what its loops never let happen.
        Culture c = any.At(X.Oxygen, Math.Max(any.State[X.Oxygen], 0.01));
        double[] full = c.Rates(), slow = Rates(c.State[..Slow], HeldAs(c), c.Parameters);
        for (int i = 0; i < Slow; i++) Assert.Equal(full[i], slow[i], 1e-5 * Math.Abs(full[i]) + 1e-5);
    });

    [Fact]
    public void A_fed_batch_of_14_days_ends_as_the_full_culture_that_is_held_at_the_same_temperature_pH_and_oxygen()
    {
        Culture c = Culture.Default.Input(U.Feed, 0.08).Input(U.Base, 0.01).Input(U.Sampling, 0.2 / 24);
        double[] full = [.. c.State], slow = c.State[..Slow];
        var held = new Held(new ModelOde<ChoFedBatch>(c.Inputs, c.Parameters));
        var alone = new ModelOde<ChoSlowCulture>(HeldAs(c), c.Parameters);
        Assert.Equal(IntegrationStatus.Success, new Integrator(X.Count, Tolerance.Default).Advance(ref held, 0, 336, full));
        Assert.Equal(IntegrationStatus.Success, new Integrator(Slow, Tolerance.Default).Advance(ref alone, 0, 336, slow));
        Assert.InRange(full[X.Antigen], 0.5, 10);
        for (int i = 0; i < Slow; i++) Assert.Equal(full[i], slow[i], 1e-5 * Math.Abs(full[i]) + 1e-8);
    }

    [Fact]
    public void Cells_antigen_and_volume_obey_their_balances() => Culture.Any.ForAll(300, c =>
    {
        double[] x = c.State[..Slow], u = HeldAs(c), p = c.Parameters, dx = Rates(x, u, p);
        double volume = u[S.Feed] + u[S.Base] - u[S.Sampling] - p[P.Evaporation] * u[S.Gas];
        Assert.Equal(volume, dx[X.Volume], 1e-9);
        // What leaves is only what sampling takes; with no cells nothing is made.
        double[] none = Rates([0, 0, .. x[2..]], u, p);
        foreach ((int i, double fed) in ((int, double)[])[(X.Glucose, u[S.Feed] * p[P.FeedGlucose]), (X.Lactate, 0), (X.Antigen, 0)])
            Assert.Equal(fed - u[S.Sampling] * x[i], none[i] * x[X.Volume] + x[i] * none[X.Volume], 1e-7);
    });

    [Fact]
    public void Its_description_is_that_of_the_full_culture_where_they_are_the_same()
    {
        ModelDescription full = ChoFedBatch.Description, slow = ChoSlowCulture.Description;
        Assert.Equal(full.Parameters, slow.Parameters);
        Assert.Equal(full.States[..Slow], slow.States);
        Assert.Equal(ChoSlowInput.Count, slow.Inputs.Length);
        Assert.NotEqual(full.Hash(full.DefaultParameters()), slow.Hash(slow.DefaultParameters()));
    }

    private static double[] HeldAs(Culture c)
    {
        double[] u = new double[ChoSlowInput.Count];
        (u[S.Feed], u[S.Base], u[S.Sampling]) = (c.Inputs[U.Feed], c.Inputs[U.Base], c.Inputs[U.Sampling]);
        (u[S.Temperature], u[S.PH]) = (c.State[X.Temperature], ChoFedBatch.PH(c.State, c.Parameters));
        (u[S.Oxygen], u[S.Gas]) = (ChoFedBatch.OxygenSaturation(c.State), c.Gas);
        return u;
    }

    private static double[] Rates(double[] x, double[] u, double[] p)
    {
        double[] dx = new double[Slow];
        new ModelOde<ChoSlowCulture>(u, p).Derivatives(0, x, dx);
        return dx;
    }

    /// <summary>The full culture whose gases, ions and heat stand still, as if their loops were perfect.</summary>
    private readonly struct Held(ModelOde<ChoFedBatch> culture) : IOde
    {
        public int States => X.Count;

        public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx)
        {
            culture.Derivatives(t, x, dx);
            dx[Slow..].Clear();
        }

        public void Jacobian(double t, ReadOnlySpan<double> x, Span<double> jacobian)
        {
            culture.Jacobian(t, x, jacobian);
            jacobian[(Slow * X.Count)..].Clear();
        }
    }
}
