namespace Titer.Numerics.Tests.Integration;

/// <summary>The one-step methods behind one call, and the slope of their error over the step size.</summary>
internal static class Stepper
{
    /// <summary>The state after one step, and the embedded error where the method has one.</summary>
    public delegate (double[] Next, double[] Error) Step(double[] x, double h);

    public static Step DormandPrince<TOde>(TOde ode) where TOde : struct, IOde => (x, h) =>
    {
        int n = x.Length;
        double[] next = new double[n], error = new double[n], workspace = new double[Numerics.DormandPrince.WorkspaceSize(n)];
        ode.Derivatives(0, x, workspace.AsSpan(0, n));
        Numerics.DormandPrince.Step(ref ode, 0, x, h, next, error, workspace);
        return (next, error);
    };

    public static Step Rodas<TOde>(TOde ode) where TOde : struct, IOde => (x, h) =>
    {
        int n = x.Length;
        double[] next = new double[n], error = new double[n];
        Assert.True(Numerics.Rodas.Step(ref ode, 0, x, h, next, error, new double[Numerics.Rodas.WorkspaceSize(n)], new int[n]));
        return (next, error);
    };

    public static Step RungeKutta4<TModel>(params double[] parameters) where TModel : IDynamics => (x, h) =>
    {
        double[] next = [.. x];
        Real[] p = [.. parameters.Select(v => (Real)v)];
        Numerics.RungeKutta4.Step<TModel, Real>(0, next.AsSpan().AsReal(), [], p, h, new Real[Numerics.RungeKutta4.WorkspaceSize(x.Length)]);
        return (next, []);
    };

    public static Step RosenbrockW2<TModel>(int[] stiff) where TModel : IDynamics => (x, h) =>
    {
        double[] next = [.. x];
        Numerics.RosenbrockW2.Step<TModel, Real>(0, next.AsSpan().AsReal(), [], [], stiff, h, new Real[Numerics.RosenbrockW2.WorkspaceSize(x.Length)],
            new double[Numerics.RosenbrockW2.PlainWorkspaceSize(x.Length, 0, 0, stiff.Length)]);
        return (next, []);
    };

    /// <summary>Error at <paramref name="end"/> after so many equal steps.</summary>
    public static double GlobalError(Step step, double[] start, double end, int steps, double[] exact)
    {
        double[] x = start;
        for (int i = 0; i < steps; i++) x = step(x, end / steps).Next;
        return Distance(x, exact);
    }

    public static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    /// <summary>The slope of log error over log step size: the observed order.</summary>
    public static double Slope(double[] sizes, double[] errors)
    {
        double[] x = [.. sizes.Select(s => Math.Log(s))], y = [.. errors.Select(e => Math.Log(e))];
        double mx = x.Average(), my = y.Average();
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
    }
}
