namespace Titer.Numerics;

/// <summary>
/// Consistent initial values of M dx/dt = f(t, x) of index 1: the rows without an element in M are the algebraic equations, the columns without one
/// the algebraic
/// variables, which are solved for while the others are kept (P. N. Brown, A. C. Hindmarsh, L. R. Petzold, SIAM J. Sci. Comput. 19 (1998) 1495), by
/// Newton's method with halved steps; then the same for the sensitivities, whose equations are linear. Owns its workspace.
/// </summary>
public sealed class ConsistentStart
{
    private const int MostSteps = 50, MostHalvings = 30;

    private readonly int _n, _parameters, _columns;
    private readonly int[] _equations, _variables, _pivots;
    private readonly double[] _f, _jacobian, _parameterJacobian, _matrix, _step, _trial;

    /// <param name="mass">M, row-major n x n.</param>
    /// <param name="sensitivities">Sensitivities that follow the state; null for none.</param>
    /// <exception cref="ArgumentException">There are not as many algebraic variables as equations.</exception>
    public ConsistentStart(int states, ReadOnlySpan<double> mass, SensitivityOptions? sensitivities = null)
    {
        (_n, _parameters, _columns) = (states, sensitivities?.Parameters ?? 0, sensitivities?.Columns ?? 0);
        var (equations, variables) = (new List<int>(), new List<int>());
        for (int i = 0; i < states; i++)
        {
            bool row = true, column = true;
            for (int k = 0; k < states; k++)
            {
                row &= mass[i * states + k] == 0;
                column &= mass[k * states + i] == 0;
            }
            if (row) equations.Add(i);
            if (column) variables.Add(i);
        }
        if (equations.Count != variables.Count)
            throw new ArgumentException($"The mass matrix has {equations.Count} empty rows and {variables.Count} empty columns.", nameof(mass));
        (_equations, _variables) = ([.. equations], [.. variables]);
        int size = _equations.Length;
        (_f, _trial, _jacobian) = (new double[states], new double[states], new double[states * states]);
        (_parameterJacobian, _matrix, _step, _pivots) = (new double[states * _parameters], new double[size * size], new double[size], new int[size]);
    }

    /// <summary>Makes x (and the columns behind it) consistent at t; false, and x is as it was, where Newton's method finds no solution.</summary>
    /// <param name="tolerance">Largest last step of an algebraic variable.</param>
    public bool Find<TOde>(ref TOde ode, double t, Span<double> x, Tolerance tolerance) where TOde : struct, IOde
    {
        int size = _equations.Length;
        x[.._n].CopyTo(_trial);
        double residual = Residual(ref ode, t);
        for (int steps = 0; ; steps++)
        {
            if (steps == MostSteps || !double.IsFinite(residual) || !Factorise(ref ode, t)) return false;
            for (int i = 0; i < size; i++) _step[i] = -_f[_equations[i]];
            Lu.Solve(_matrix, _pivots, _step, size);
            double largest = 0;
            for (int i = 0; i < size; i++)
                largest = Math.Max(largest, Math.Abs(_step[i]) / (tolerance.Absolute + tolerance.Relative * Math.Abs(_trial[_variables[i]])));
            double part = 1, taken = 0, next = double.PositiveInfinity;
            for (int halving = 0; halving < MostHalvings; halving++, part *= 0.5)
            {
                for (int i = 0; i < size; i++) _trial[_variables[i]] += (part - taken) * _step[i];
                taken = part;
                next = Residual(ref ode, t);
                // Near the solution nothing but rounding is left.
                if (next < residual || largest <= 1) break;
            }
            residual = next;
            if (largest <= 1) break;
        }
        if (!double.IsFinite(residual) || !Factorise(ref ode, t)) return false;
        _trial.CopyTo(x);
        SolveSensitivities(ref ode, t, x);
        return true;
    }

    private double Residual<TOde>(ref TOde ode, double t) where TOde : struct, IOde
    {
        ode.Derivatives(t, _trial, _f);
        double sum = 0;
        foreach (int equation in _equations) sum += _f[equation] * _f[equation];
        return sum;
    }

    private bool Factorise<TOde>(ref TOde ode, double t) where TOde : struct, IOde
    {
        ode.Jacobian(t, _trial, _jacobian);
        int size = _equations.Length;
        for (int i = 0; i < size; i++)
            for (int k = 0; k < size; k++) _matrix[i * size + k] = _jacobian[_equations[i] * _n + _variables[k]];
        return Lu.Factorise(_matrix, _pivots, size);
    }

    // f_x s + f_p = 0 in the algebraic equations.
    private void SolveSensitivities<TOde>(ref TOde ode, double t, Span<double> x) where TOde : struct, IOde
    {
        int size = _equations.Length;
        if (_parameters > 0) ode.ParameterJacobian(t, _trial, _parameterJacobian);
        for (int j = 0; j < _columns; j++)
        {
            Span<double> s = x.Slice(_n + j * _n, _n);
            foreach (int variable in _variables) s[variable] = 0;
            for (int i = 0; i < size; i++)
                _step[i] = -FixedDot.Of(_jacobian.AsSpan(_equations[i] * _n, _n), s)
                    - (j < _parameters ? _parameterJacobian[_equations[i] * _parameters + j] : 0);
            Lu.Solve(_matrix, _pivots, _step, size);
            for (int i = 0; i < size; i++) s[_variables[i]] = _step[i];
        }
    }
}
