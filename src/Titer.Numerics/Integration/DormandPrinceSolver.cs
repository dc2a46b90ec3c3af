namespace Titer.Numerics;

/// <summary>
/// <see cref="DormandPrince"/> taken step by step, with its continuous extension of order 4 (Hairer, Norsett and Wanner, Solving Ordinary
/// Differential Equations I, 2nd ed. 1993, sec. II.6, eq. 6.12 ff.). For non-stiff problems with events or output at given times.
/// </summary>
/// <param name="size">Length of the state.</param>
/// <param name="tolerance">Local error demanded of a step.</param>
/// <param name="controlled">
/// How many of the leading values the step control looks at; 0 for all. With <see cref="SensitivityOde{TOde}"/>, the number of its states
/// leaves the sensitivities out.
/// </param>
public sealed class DormandPrinceSolver(int size, Tolerance tolerance, int controlled = 0)
    : EmbeddedSolver(size, tolerance, controlled, DormandPrince.Order, size)
{
    private readonly double[] _workspace = new double[DormandPrince.WorkspaceSize(size)], _dense = new double[5 * size];

    private protected override void Begin(ReadOnlySpan<double> slope) => slope.CopyTo(_workspace);

    private protected override bool Attempt<TOde>(
        ref TOde ode, double t, ReadOnlySpan<double> x, double h, Span<double> next, Span<double> error)
    {
        DormandPrince.Step(ref ode, t, x, h, next, error, _workspace);
        return true;
    }

    private protected override void KeepStep(ReadOnlySpan<double> x, ReadOnlySpan<double> next, double h)
    {
        int n = Size;
        ReadOnlySpan<double> k = _workspace;
        ReadOnlySpan<double> k1 = k[..n], k3 = k.Slice(2 * n, n), k4 = k.Slice(3 * n, n);
        ReadOnlySpan<double> k5 = k.Slice(4 * n, n), k6 = k.Slice(5 * n, n), k7 = k.Slice(6 * n, n);
        for (int i = 0; i < n; i++)
        {
            double difference = next[i] - x[i], bend = h * k1[i] - difference;
            _dense[i] = x[i];
            _dense[n + i] = difference;
            _dense[2 * n + i] = bend;
            _dense[3 * n + i] = difference - h * k7[i] - bend;
            _dense[4 * n + i] = h * (-12715105075.0 / 11282082432 * k1[i] + 87487479700.0 / 32700410799 * k3[i]
                - 10690763975.0 / 1880347072 * k4[i] + 701980252875.0 / 199316789632 * k5[i]
                - 1453857185.0 / 822651844 * k6[i] + 69997945.0 / 29380423 * k7[i]);
        }
        k7.CopyTo(_workspace); // the last stage is the first of the next step
    }

    private protected override void Extend(double s, Span<double> x)
    {
        int n = Size;
        double r = 1 - s;
        for (int i = 0; i < n; i++)
            x[i] = _dense[i] + s * (_dense[n + i] + r * (_dense[2 * n + i] + s * (_dense[3 * n + i] + r * _dense[4 * n + i])));
    }
}
