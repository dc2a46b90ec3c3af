using static Titer.Numerics.RadauCoefficients;

namespace Titer.Numerics;

public sealed partial class RadauSolver
{
    private readonly int _parameters, _columns;
    private readonly Tolerance? _sensitivityTolerance;
    private readonly int[] _stagePivots = [];
    private readonly double[] _stageMatrix = [], _stageRight = [], _stageJacobians = [], _stageParameters = [];
    private readonly double[] _sensitivitySlope = [], _nextSlope = []; // (df/dx) s + df/dp at the step's start and end

    /// <summary>Column j of the sensitivities carried, n values.</summary>
    public ReadOnlySpan<double> Sensitivity(int j) => _x.AsSpan(_n + j * _n, _n);

    private void StartSensitivities<TOde>(ref TOde ode) where TOde : struct, IOde
    {
        EvaluateStage(ref ode, 2, Time, _x);
        for (int j = 0; j < _columns; j++) Slope(2, j, _x.AsSpan(_n + j * _n, _n), _sensitivitySlope.AsSpan(j * _n, _n));
    }

    // The sensitivity equations are linear: their three stages are solved directly, staggered after the state's, with the exact Jacobian at each
    // stage, so that the columns are the derivatives of the numerical solution itself (internal differentiation, Bock 1981; staggered direct,
    // Caracotsios and Stewart, Comput. Chem. Eng. 9 (1985) 359). Returns the error norm, 0 where they are out of the step control.
    private double SolveSensitivities<TOde>(ref TOde ode, double h) where TOde : struct, IOde
    {
        int n = _n, n3 = 3 * n;
        for (int s = 0; s < 3; s++)
        {
            double[] stage = s == 0 ? _stage1 : s == 1 ? _stage2 : _stage3;
            for (int i = 0; i < n; i++) _y[i] = _x[i] + stage[i];
            EvaluateStage(ref ode, s, Time + (s == 0 ? C1 * h : s == 1 ? C2 * h : h), _y);
        }
        for (int s = 0; s < 3; s++)
            for (int r = 0; r < 3; r++)
            {
                double a = InverseA[3 * s + r] / h;
                for (int i = 0; i < n; i++)
                {
                    Span<double> row = _stageMatrix.AsSpan((s * n + i) * n3 + r * n, n);
                    ReadOnlySpan<double> j = _stageJacobians.AsSpan(s * n * n + i * n, n);
                    for (int k = 0; k < n; k++)
                        row[k] = a * (_mass is null ? (i == k ? 1 : 0) : _mass[i * n + k]) - (s == r ? j[k] : 0);
                }
            }
        if (!Lu.Factorise(_stageMatrix, _stagePivots, n3)) return double.PositiveInfinity;

        double largest = 0;
        for (int j = 0; j < _columns; j++)
        {
            int at = n + j * n;
            ReadOnlySpan<double> start = _x.AsSpan(at, n);
            for (int s = 0; s < 3; s++) Slope(s, j, start, _stageRight.AsSpan(s * n, n));
            Lu.Solve(_stageMatrix, _stagePivots, _stageRight, n3);
            _stageRight.AsSpan(0, n).CopyTo(_stage1.AsSpan(at));
            _stageRight.AsSpan(n, n).CopyTo(_stage2.AsSpan(at));
            _stageRight.AsSpan(2 * n, n).CopyTo(_stage3.AsSpan(at));
            for (int i = 0; i < n; i++) _y[i] = start[i] + _stage3[at + i];
            Slope(2, j, _y, _nextSlope.AsSpan(j * n, n));
            if (_sensitivityTolerance is not { } tolerance || FixedStep is not null) continue;
            Combine(_sensitivitySlope.AsSpan(j * n, n), _stage1.AsSpan(at, n), _stage2.AsSpan(at, n), _stage3.AsSpan(at, n), h);
            double norm = tolerance.Norm(_error, start, _y);
            largest = double.IsNaN(norm) ? double.PositiveInfinity : Math.Max(largest, norm);
        }
        return largest;
    }

    private void EvaluateStage<TOde>(ref TOde ode, int stage, double t, ReadOnlySpan<double> x) where TOde : struct, IOde
    {
        ode.Jacobian(t, x[.._n], _stageJacobians.AsSpan(stage * _n * _n, _n * _n));
        if (_parameters > 0) ode.ParameterJacobian(t, x[.._n], _stageParameters.AsSpan(stage * _n * _parameters, _n * _parameters));
    }

    private void Slope(int stage, int column, ReadOnlySpan<double> s, Span<double> result)
    {
        ReadOnlySpan<double> jacobian = _stageJacobians.AsSpan(stage * _n * _n, _n * _n);
        for (int i = 0; i < _n; i++)
        {
            double sum = column < _parameters ? _stageParameters[(stage * _n + i) * _parameters + column] : 0;
            for (int k = 0; k < _n; k++) sum += jacobian[i * _n + k] * s[k];
            result[i] = sum;
        }
    }
}
