using System.Numerics;
using static Titer.Sensing.Impedance.ImpedanceModel;

namespace Titer.Sensing.Impedance;

/// <summary>
/// Weighted least squares of a spectrum with what is known beforehand, by Gauss-Newton with Levenberg-Marquardt damping
/// (K. Madsen, H. B. Nielsen, O. Tingleff, Methods for Non-linear Least Squares Problems, 2004) and analytic derivatives.
/// </summary>
internal sealed class ImpedanceFit
{
    private const int MostIterations = 40;
    private readonly ImpedanceModel _model;
    private readonly double _noise;
    private readonly double[] _known = new double[Parameters], _precision = new double[Parameters];
    private readonly double[] _p = new double[Parameters], _trial = new double[Parameters];
    private readonly double[] _normal = new double[Parameters * Parameters], _trialNormal = new double[Parameters * Parameters];
    private readonly double[] _gradient = new double[Parameters], _trialGradient = new double[Parameters];
    private readonly double[] _factor = new double[Parameters * Parameters];

    public ImpedanceFit(ImpedanceCalibration c)
    {
        _model = new ImpedanceModel(c.CellConstant);
        _noise = c.Noise;
        double radius = ImpedancePhysics.Radius(c.CellVolume);
        _known[Conductivity] = c.MediumConductivity;
        _known[Infinite] = c.InfinitePermittivity;
        _known[LogCritical] = Math.Log(ImpedancePhysics.CriticalFrequency(radius, c.Membrane, c.InnerConductivity, c.MediumConductivity));
        _known[Alpha] = c.Alpha;
        _known[LogPolarisation] = Math.Log(c.Polarisation);
        _known[Exponent] = c.PolarisationExponent;
        // Nothing is known beforehand of the conductivity and of the cells.
        _precision[Infinite] = 1 / (c.PermittivitySpread * c.PermittivitySpread);
        _precision[LogCritical] = 1 / (c.CriticalFrequencySpread * c.CriticalFrequencySpread);
        _precision[Alpha] = 1 / (c.AlphaSpread * c.AlphaSpread);
        _precision[LogPolarisation] = 1 / (c.PolarisationSpread * c.PolarisationSpread);
        _precision[Exponent] = 1 / (c.ExponentSpread * c.ExponentSpread);
    }

    public ReadOnlySpan<double> Values => _p;
    /// <summary>Mean square of residual over noise, 1 for a model that fits.</summary>
    public double MeanSquare { get; private set; }
    /// <summary>Standard uncertainty of the dispersion's height.</summary>
    public double IncrementUncertainty { get; private set; }

    /// <summary>False when it does not converge to finite values.</summary>
    public bool TrySolve(ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance)
    {
        Start(frequencies, resistance, reactance);
        double cost = Linearise(frequencies, resistance, reactance, _p, _normal, _gradient), damping = 1e-3;
        for (int iteration = 0; iteration < MostIterations && double.IsFinite(cost); iteration++)
        {
            for (int i = 0; i < Parameters; i++) _trial[i] = _gradient[i];
            if (!Solve(_normal, damping, _trial)) return false;
            double step = 0;
            for (int i = 0; i < Parameters; i++)
            {
                step += _trial[i] * _gradient[i];
                _trial[i] += _p[i];
            }
            double trialCost = Linearise(frequencies, resistance, reactance, _trial, _trialNormal, _trialGradient);
            if (trialCost <= cost)
            {
                _trial.CopyTo(_p, 0);
                _trialNormal.CopyTo(_normal, 0);
                _trialGradient.CopyTo(_gradient, 0);
                bool converged = step < 1e-4;
                (cost, damping) = (trialCost, damping * 0.05);
                if (converged) return Finish(frequencies.Length, cost);
            }
            else if (step < 1e-4) return Finish(frequencies.Length, cost);
            else damping = Math.Max(1e-7, damping) * 10;
        }
        return false;
    }

    /// <summary>
    /// Starts at what is known, with the medium and the cells read off the spectrum by hand: a start far from them can end in the
    /// long valley where polarisation imitates cells.
    /// </summary>
    private void Start(ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance)
    {
        _known.CopyTo(_p, 0);
        int low = frequencies.Length / 3, high = frequencies.Length - 1;
        Complex below = Admittivity(low, frequencies, resistance, reactance), above = Admittivity(high, frequencies, resistance, reactance);
        double Permittivity(Complex y, double f) => y.Imaginary / (2 * Math.PI * f * ImpedancePhysics.VacuumPermittivity);
        _p[Conductivity] = Math.Max(0.01, below.Real);
        // Half-way up the dispersion about two thirds of it show.
        _p[Increment] = Math.Max(1, 1.5 * (Permittivity(below, frequencies[low]) - Permittivity(above, frequencies[high])));
    }

    /// <summary>S/m at one point, the usual polarisation taken off.</summary>
    private Complex Admittivity(int i, ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance) =>
        _model.CellConstant / (new Complex(resistance[i], reactance[i])
            - ImpedancePhysics.Polarisation(frequencies[i], Math.Exp(_known[LogPolarisation]), _known[Exponent]));

    private bool Finish(int points, double cost)
    {
        MeanSquare = cost / (2 * points);
        Array.Clear(_trial);
        _trial[Increment] = 1;
        if (!Solve(_normal, 0, _trial)) return false;
        // Residuals larger than the noise make the uncertainty larger (Birge ratio).
        IncrementUncertainty = Math.Sqrt(_trial[Increment] * Math.Max(1, MeanSquare));
        return double.IsFinite(IncrementUncertainty) && double.IsFinite(_p[Increment]);
    }

    /// <summary>Normal matrix and descent direction at <paramref name="p"/>; the cost is returned.</summary>
    private double Linearise(
        ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance,
        ReadOnlySpan<double> p, double[] normal, double[] gradient)
    {
        Array.Clear(normal);
        Array.Clear(gradient);
        Span<Complex> d = stackalloc Complex[Parameters];
        double cost = 0;
        for (int k = 0; k < frequencies.Length; k++)
        {
            Complex residual = new Complex(resistance[k], reactance[k]) - _model.Impedance(frequencies[k], p, d);
            double magnitude = _noise * _noise * (resistance[k] * resistance[k] + reactance[k] * reactance[k]), weight = 1 / magnitude;
            cost += weight * (residual.Real * residual.Real + residual.Imaginary * residual.Imaginary);
            for (int i = 0; i < Parameters; i++)
            {
                gradient[i] += weight * (d[i].Real * residual.Real + d[i].Imaginary * residual.Imaginary);
                for (int j = 0; j <= i; j++) normal[i * Parameters + j] += weight * (d[i].Real * d[j].Real + d[i].Imaginary * d[j].Imaginary);
            }
        }
        for (int i = 0; i < Parameters; i++)
        {
            double off = _known[i] - p[i];
            cost += _precision[i] * off * off;
            gradient[i] += _precision[i] * off;
            normal[i * Parameters + i] += _precision[i];
        }
        return cost;
    }

    /// <summary>Cholesky of the lower triangle with the diagonal raised by the damping; b becomes the solution.</summary>
    private bool Solve(double[] normal, double damping, double[] b)
    {
        const int n = Parameters;
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
            {
                double s = normal[i * n + j] * (i == j ? 1 + damping : 1);
                for (int k = 0; k < j; k++) s -= _factor[i * n + k] * _factor[j * n + k];
                if (i == j && !(s > 0)) return false;
                _factor[i * n + j] = i == j ? Math.Sqrt(s) : s / _factor[j * n + j];
            }
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++) b[i] -= _factor[i * n + k] * b[k];
            b[i] /= _factor[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++) b[i] -= _factor[k * n + i] * b[k];
            b[i] /= _factor[i * n + i];
        }
        return true;
    }
}
