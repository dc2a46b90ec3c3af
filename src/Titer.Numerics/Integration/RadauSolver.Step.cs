using static Titer.Numerics.RadauCoefficients;

namespace Titer.Numerics;

public sealed partial class RadauSolver
{
    /// <inheritdoc/>
    public IntegrationStatus Step<TOde>(ref TOde ode, double limit) where TOde : struct, IOde
    {
        if (!(limit > Time)) return IntegrationStatus.Success;
        if (!double.IsFinite(limit)) return IntegrationStatus.NotFinite;
        if (FixedStep is { } size)
        {
            _h = size;
            if (!_freshJacobian) EvaluateJacobian(ref ode); // no step depends on the ones before it
        }
        else if (_h == 0) _h = _tolerance.InitialStep(_x.AsSpan(0, _n), _slope, limit - Time);

        for (int attempt = 0; attempt < MaximumSteps; attempt++)
        {
            bool last = Time + _h * 1.000001 >= limit;
            double h = last ? limit - Time : _h, wanted = _h;
            if (!last && Time + 0.1 * h <= Time) return IntegrationStatus.StepTooSmall;
            if (h != _h) (_factorised, _h) = (false, h);
            if (!_factorised)
            {
                if (!_freshJacobian && (_theta > FastContraction || _rejected || _first)) EvaluateJacobian(ref ode);
                if (!(_factorised = Factorise(h)))
                {
                    if (!Retry(0.5)) return IntegrationStatus.StepTooSmall;
                    continue;
                }
            }

            double shrink = Newton(ref ode, h, out int iterations);
            if (shrink < 1)
            {
                if (!_freshJacobian) EvaluateJacobian(ref ode);
                if (!Retry(shrink)) return IntegrationStatus.StepTooSmall;
                continue;
            }
            double error = FixedStep is null ? EstimateError(ref ode, h) : 0;
            if (error < 1 && _columns > 0) error = Math.Max(error, SolveSensitivities(ref ode, h));
            double safety = Math.Min(Safety, Safety * (1 + 2 * NewtonLimit) / (iterations + 2 * NewtonLimit));
            double divisor = Math.Clamp(Math.Sqrt(Math.Sqrt(error)) / safety, 1 / LargestGrowth, LargestShrink);
            if (!(error < 1))
            {
                // A first step is a guess: it shrinks faster. What is not finite shrinks as fast.
                if (!Retry(_first || !double.IsFinite(error) ? 0.1 : 1 / divisor)) return IntegrationStatus.StepTooSmall;
                continue;
            }
            Accept(ref ode, last ? limit : Time + h);
            Predict(h, error, divisor, last ? wanted : 0);
            return IntegrationStatus.Success;
        }
        return IntegrationStatus.TooManySteps;
    }

    // Shortens the step; false when its length is fixed.
    private bool Retry(double factor)
    {
        if (FixedStep is not null) return false;
        Rejected++;
        (_rejected, _factorised) = (true, false);
        _h *= factor;
        return true;
    }

    private void Accept<TOde>(ref TOde ode, double t) where TOde : struct, IOde
    {
        for (int i = 0; i < _x.Length; i++)
        {
            double z1 = _stage1[i], z2 = _stage2[i], z3 = _stage3[i];
            _x[i] += z3;
            double near = (z2 - z3) / (C2 - 1), middle = (z1 - z2) / (C1 - C2), far = z1 / C1;
            _dense1[i] = near;
            _dense2[i] = (middle - near) / (C1 - 1);
            _dense3[i] = _dense2[i] - (middle - far) / C2;
        }
        (StepStart, Time, _dense, _freshJacobian) = (Time, t, true, false);
        Accepted++;
        ode.Derivatives(t, _x.AsSpan(0, _n), _slope);
        Rescale();
        if (_columns > 0) _nextSlope.CopyTo(_sensitivitySlope, 0);
    }

    // The next step size (Gustafsson, ACM Trans. Math. Softw. 20 (1994) 496, in the form of RADAU5). Factors serve on while it would change little.
    private void Predict(double h, double error, double divisor, double wanted)
    {
        if (FixedStep is not null)
        {
            _first = false;
            return;
        }
        if (!_first)
        {
            double gustafsson = _lastSize / h * Math.Sqrt(Math.Sqrt(error * error / _lastError)) / Safety;
            divisor = Math.Max(divisor, Math.Clamp(gustafsson, 1 / LargestGrowth, LargestShrink));
        }
        (_lastSize, _lastError) = (h, Math.Max(0.01, error));
        double next = h / divisor;
        if (_rejected) next = Math.Min(next, h);
        next = Math.Max(next, Math.Min(wanted, LargestGrowth * h)); // a step cut short at the limit says little about the next
        (_first, _rejected) = (false, false);
        if (_theta <= FastContraction && next >= h && next <= KeepFactors * h) return;
        (_h, _factorised) = (next, false);
    }
}
