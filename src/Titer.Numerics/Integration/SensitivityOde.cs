namespace Titer.Numerics;

/// <summary>
/// A system with its forward sensitivities appended, dx/dt = f and ds_j/dt = (df/dx) s_j + df/dp_j, in the layout of
/// <see cref="SensitivityOptions"/>. For explicit methods; its Jacobian would need second derivatives, so stiff systems take
/// <see cref="RadauSolver"/>, which solves the columns itself.
/// </summary>
public struct SensitivityOde<TOde> : IOde where TOde : struct, IOde
{
    private readonly int _n, _parameters, _columns;
    private readonly double[] _jacobian, _parameterJacobian;
    private TOde _ode;

    /// <exception cref="ArgumentException">There are fewer columns than parameters.</exception>
    public SensitivityOde(TOde ode, int parameters, int columns)
    {
        if (!(parameters >= 0 && columns >= parameters))
            throw new ArgumentException($"{columns} columns cannot hold {parameters} parameters.", nameof(columns));
        (_ode, _n, _parameters, _columns) = (ode, ode.States, parameters, columns);
        (_jacobian, _parameterJacobian) = (new double[_n * _n], new double[_n * parameters]);
    }

    public readonly int States => _n * (1 + _columns);

    public void Derivatives(double t, ReadOnlySpan<double> x, Span<double> dx)
    {
        int n = _n;
        ReadOnlySpan<double> state = x[..n];
        _ode.Derivatives(t, state, dx[..n]);
        _ode.Jacobian(t, state, _jacobian);
        if (_parameters > 0) _ode.ParameterJacobian(t, state, _parameterJacobian);
        for (int j = 0; j < _columns; j++)
        {
            ReadOnlySpan<double> s = x.Slice(n + j * n, n);
            Span<double> ds = dx.Slice(n + j * n, n);
            for (int i = 0; i < n; i++)
            {
                double sum = j < _parameters ? _parameterJacobian[i * _parameters + j] : 0;
                for (int k = 0; k < n; k++) sum += _jacobian[i * n + k] * s[k];
                ds[i] = sum;
            }
        }
    }

    public readonly void Jacobian(double t, ReadOnlySpan<double> x, Span<double> jacobian) =>
        throw new NotSupportedException("The Jacobian of the sensitivity equations needs second derivatives; stiff systems take RadauSolver.");

    /// <summary>A system that has none: it is not itself differentiated.</summary>
    public readonly void ParameterJacobian(double t, ReadOnlySpan<double> x, Span<double> jacobian) =>
        throw new NotSupportedException("The sensitivity equations are not differentiated again.");
}
