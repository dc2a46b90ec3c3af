using static Titer.Numerics.RadauCoefficients;

namespace Titer.Numerics;

public sealed partial class RadauSolver
{
    private readonly double[] _w1, _w2, _w3; // stages in the coordinates of T
    private readonly double[] _f1, _f2, _f3, _y, _error;
    private readonly double[] _jacobian, _real, _complexRe, _complexIm;
    private readonly int[] _realPivots, _complexPivots;

    private int NewtonLimit => FixedStep is null ? 7 : 30;

    private void EvaluateJacobian<TOde>(ref TOde ode) where TOde : struct, IOde
    {
        ode.Jacobian(Time, _x.AsSpan(0, _n), _jacobian);
        (_freshJacobian, _factorised) = (true, false);
        Jacobians++;
    }

    // Factors of gamma/h M - J and (alpha + i beta)/h M - J.
    private bool Factorise(double h)
    {
        Factorisations++;
        int n = _n;
        double gamma = Gamma / h, alpha = Alpha / h, beta = Beta / h;
        if (_mass is { } m)
        {
            for (int i = 0; i < n * n; i++)
            {
                double j = _jacobian[i];
                (_real[i], _complexRe[i], _complexIm[i]) = (gamma * m[i] - j, alpha * m[i] - j, beta * m[i]);
            }
        }
        else
        {
            Array.Clear(_complexIm);
            for (int i = 0; i < n * n; i++) _real[i] = _complexRe[i] = -_jacobian[i];
            for (int i = 0; i < n * n; i += n + 1)
            {
                _real[i] += gamma;
                _complexRe[i] += alpha;
                _complexIm[i] = beta;
            }
        }
        return Lu.Factorise(_real, _realPivots, n) && ComplexLu.Factorise(_complexRe, _complexIm, _complexPivots, n);
    }

    // Simplified Newton iteration (sec. IV.8); 1 when it converged, else by how much the step must shrink.
    private double Newton<TOde>(ref TOde ode, double h, out int iterations) where TOde : struct, IOde
    {
        int n = _n, limit = NewtonLimit;
        Span<double> w1 = _w1.AsSpan(0, n), w2 = _w2.AsSpan(0, n), w3 = _w3.AsSpan(0, n), y = _y.AsSpan(0, n);
        Span<double> z1 = _stage1.AsSpan(0, n), z2 = _stage2.AsSpan(0, n), z3 = _stage3.AsSpan(0, n);
        Span<double> f1 = _f1.AsSpan(0, n), f2 = _f2.AsSpan(0, n), f3 = _f3.AsSpan(0, n);
        ReadOnlySpan<double> x = _x.AsSpan(0, n), scale = _scale.AsSpan(0, n);
        StartingValues(h);
        double gamma = Gamma / h, alpha = Alpha / h, beta = Beta / h, t = Time, before = 1, ratioBefore = 1;
        double contraction = Math.Pow(Math.Max(_contraction, Rounding), 0.8);
        _theta = FastContraction;
        for (iterations = 1; iterations <= limit; iterations++)
        {
            for (int i = 0; i < n; i++) y[i] = x[i] + z1[i];
            ode.Derivatives(t + C1 * h, y, f1);
            for (int i = 0; i < n; i++) y[i] = x[i] + z2[i];
            ode.Derivatives(t + C2 * h, y, f2);
            for (int i = 0; i < n; i++) y[i] = x[i] + z3[i];
            ode.Derivatives(t + h, y, f3);
            for (int i = 0; i < n; i++)
            {
                double a = f1[i], b = f2[i], c = f3[i], m1 = w1[i], m2 = w2[i], m3 = w3[i];
                if (_mass is not null) (m1, m2, m3) = (MassRow(i, w1), MassRow(i, w2), MassRow(i, w3));
                f1[i] = I11 * a + I12 * b + I13 * c - gamma * m1;
                f2[i] = I21 * a + I22 * b + I23 * c - (alpha * m2 - beta * m3);
                f3[i] = I31 * a + I32 * b + I33 * c - (alpha * m3 + beta * m2);
            }
            Lu.Solve(_real, _realPivots, f1, n);
            ComplexLu.Solve(_complexRe, _complexIm, _complexPivots, f2, f3, n);
            double sum = 0;
            for (int i = 0; i < n; i++)
            {
                double inverse = 1 / scale[i], a = f1[i] * inverse, b = f2[i] * inverse, c = f3[i] * inverse;
                sum += a * a + b * b + c * c;
                double u = w1[i] += f1[i], v = w2[i] += f2[i], w = w3[i] += f3[i];
                z1[i] = T11 * u + T12 * v + T13 * w;
                z2[i] = T21 * u + T22 * v + T23 * w;
                z3[i] = T31 * u + v;
            }
            double norm = Math.Sqrt(sum / (3 * n));
            if (!double.IsFinite(norm)) return 0.5;
            if (iterations > 1)
            {
                double ratio = norm / before;
                _theta = iterations == 2 ? ratio : Math.Sqrt(ratio * ratioBefore);
                ratioBefore = ratio;
                if (norm > 0 && _theta >= 0.99) return 0.5;
                contraction = _theta / (1 - _theta);
                double remaining = contraction * norm * Math.Pow(_theta, limit - 1 - iterations) / _newtonGoal;
                if (remaining >= 1 && iterations < limit)
                    return 0.8 * Math.Pow(Math.Clamp(remaining, 1e-4, 20), -1.0 / (4 + limit - 1 - iterations));
            }
            before = Math.Max(norm, Rounding);
            if (contraction * norm <= _newtonGoal)
            {
                _contraction = contraction;
                return 1;
            }
        }
        return 0.5;
    }

    // The last step's collocation polynomial carried forward; zero at a start.
    private void StartingValues(double h)
    {
        int n = _n;
        if (!_dense || _first)
        {
            for (int i = 0; i < n; i++) _stage1[i] = _stage2[i] = _stage3[i] = _w1[i] = _w2[i] = _w3[i] = 0;
            return;
        }
        double s3 = h / (Time - StepStart), s1 = C1 * s3, s2 = C2 * s3;
        for (int i = 0; i < n; i++)
        {
            double a = _dense1[i], b = _dense2[i], c = _dense3[i];
            double z1 = _stage1[i] = s1 * (a + (s1 - (C2 - 1)) * (b + (s1 - (C1 - 1)) * c));
            double z2 = _stage2[i] = s2 * (a + (s2 - (C2 - 1)) * (b + (s2 - (C1 - 1)) * c));
            double z3 = _stage3[i] = s3 * (a + (s3 - (C2 - 1)) * (b + (s3 - (C1 - 1)) * c));
            _w1[i] = I11 * z1 + I12 * z2 + I13 * z3;
            _w2[i] = I21 * z1 + I22 * z2 + I23 * z3;
            _w3[i] = I31 * z1 + I32 * z2 + I33 * z3;
        }
    }

    // Embedded error filtered by gamma/h M - J, twice where the first is too large (eqs. IV.8.19 and 20).
    private double EstimateError<TOde>(ref TOde ode, double h) where TOde : struct, IOde
    {
        int n = _n;
        double norm = Filtered(_slope, _stage1.AsSpan(0, n), _stage2.AsSpan(0, n), _stage3.AsSpan(0, n), h);
        if (norm < 1 || !(_first || _rejected)) return norm;
        for (int i = 0; i < n; i++) _y[i] = _x[i] + _error[i];
        ode.Derivatives(Time, _y, _f1);
        return Filtered(_f1, _stage1.AsSpan(0, n), _stage2.AsSpan(0, n), _stage3.AsSpan(0, n), h);
    }

    private double Filtered(ReadOnlySpan<double> slope, ReadOnlySpan<double> z1, ReadOnlySpan<double> z2, ReadOnlySpan<double> z3, double h)
    {
        Combine(slope, z1, z2, z3, h);
        double sum = 0;
        for (int i = 0; i < _n; i++)
        {
            double e = _error[i] / _scale[i];
            sum += e * e;
        }
        return Math.Max(Math.Sqrt(sum / _n), 1e-10);
    }

    private void Combine(ReadOnlySpan<double> slope, ReadOnlySpan<double> z1, ReadOnlySpan<double> z2, ReadOnlySpan<double> z3, double h)
    {
        double e1 = E1 / h, e2 = E2 / h, e3 = E3 / h;
        for (int i = 0; i < _n; i++) _f2[i] = e1 * z1[i] + e2 * z2[i] + e3 * z3[i];
        for (int i = 0; i < _n; i++) _error[i] = slope[i] + (_mass is null ? _f2[i] : MassRow(i, _f2));
        Lu.Solve(_real, _realPivots, _error, _n);
    }

    private double MassRow(int i, ReadOnlySpan<double> v)
    {
        double sum = 0;
        for (int j = 0; j < v.Length; j++) sum += _mass![i * _n + j] * v[j];
        return sum;
    }
}
