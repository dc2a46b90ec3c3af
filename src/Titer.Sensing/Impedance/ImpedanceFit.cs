using System.Numerics;
using Titer.Numerics;
using static Titer.Sensing.Impedance.ImpedanceModel;

namespace Titer.Sensing.Impedance;

/// <summary>Weighted least squares of a spectrum of a culture with what is known beforehand as priors, with analytic derivatives.</summary>
internal sealed class ImpedanceFit
{
    private static readonly FitOptions Options = FitOptions.Default with { SigmaKnown = true, MaxIterations = 60, OffsetTolerance = 1e-6 };

    private readonly ImpedanceModel _model;
    private readonly double _noise;
    private readonly FitParameter[] _known = new FitParameter[Parameters], _parameters = new FitParameter[Parameters];
    private readonly double[] _values = new double[Parameters];
    private readonly LevenbergMarquardt _solver = new();

    public ImpedanceFit(ImpedanceCalibration c)
    {
        _model = new ImpedanceModel(c.CellConstant);
        _noise = c.Noise;
        double radius = ImpedancePhysics.Radius(c.CellVolume);
        double critical = ImpedancePhysics.CriticalFrequency(radius, c.Membrane, c.InnerConductivity, c.MediumConductivity);
        // Nothing is known beforehand of the conductivity and of the cells.
        _known[Conductivity] = new FitParameter(c.MediumConductivity);
        _known[Increment] = new FitParameter(0);
        _known[Infinite] = Prior(c.InfinitePermittivity, c.PermittivitySpread);
        _known[LogCritical] = Prior(Math.Log(critical), c.CriticalFrequencySpread);
        _known[Alpha] = Prior(c.Alpha, c.AlphaSpread);
        _known[LogPolarisation] = Prior(Math.Log(c.Polarisation), c.PolarisationSpread);
        _known[Exponent] = Prior(c.PolarisationExponent, c.ExponentSpread);
    }

    /// <summary>Of the last fit; zeros before the first.</summary>
    public ReadOnlySpan<double> Values => _values;
    /// <summary>Mean square of residual over noise, 1 for a model that fits.</summary>
    public double MeanSquare { get; private set; }
    /// <summary>Standard uncertainty of the dispersion's height.</summary>
    public double IncrementUncertainty { get; private set; }

    /// <summary>False when it does not converge to finite values.</summary>
    public bool TrySolve(ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance)
    {
        Start(frequencies, resistance, reactance);
        FitSummary fit = _solver.Fit(new Residuals(_model, _noise, frequencies, resistance, reactance), _parameters, Options);
        _solver.Parameters.CopyTo(_values);
        MeanSquare = fit.Cost / frequencies.Length;
        // Residuals larger than the noise make the uncertainty larger (Birge ratio).
        IncrementUncertainty = _solver.StandardUncertainty(Increment) * Math.Sqrt(Math.Max(1, MeanSquare));
        return fit.Converged && double.IsFinite(IncrementUncertainty) && double.IsFinite(_values[Increment]);
    }

    private static FitParameter Prior(double value, double spread) => new(value, PriorMean: value, PriorSigma: spread);

    /// <summary>
    /// Starts at what is known, with the medium and the cells read off the spectrum by hand: a start far from them can end in the
    /// long valley where polarisation imitates cells.
    /// </summary>
    private void Start(ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance)
    {
        _known.CopyTo(_parameters, 0);
        // A third of the way up and at the top, whichever way the instrument sweeps.
        int last = frequencies.Length - 1, third = frequencies.Length / 3;
        (int low, int high) = frequencies[0] <= frequencies[last] ? (third, last) : (last - third, 0);
        Complex below = Admittivity(low, frequencies, resistance, reactance), above = Admittivity(high, frequencies, resistance, reactance);
        double Permittivity(Complex y, double f) => y.Imaginary / (2 * Math.PI * f * ImpedancePhysics.VacuumPermittivity);
        _parameters[Conductivity] = _known[Conductivity] with { Start = Math.Max(0.01, below.Real) };
        // Half-way up the dispersion about two thirds of it show.
        double increment = 1.5 * (Permittivity(below, frequencies[low]) - Permittivity(above, frequencies[high]));
        _parameters[Increment] = _known[Increment] with { Start = Math.Max(1, increment) };
    }

    /// <summary>S/m at one point, the usual polarisation taken off.</summary>
    private Complex Admittivity(int i, ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance) =>
        _model.CellConstant / (new Complex(resistance[i], reactance[i])
            - ImpedancePhysics.Polarisation(frequencies[i], Math.Exp(_known[LogPolarisation].Start), _known[Exponent].Start));

    /// <summary>Model minus spectrum over the noise: real and imaginary part of each frequency after each other.</summary>
    private readonly ref struct Residuals(
        ImpedanceModel model, double noise, ReadOnlySpan<double> frequencies, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance)
        : IResiduals
    {
        private readonly ReadOnlySpan<double> _frequencies = frequencies, _resistance = resistance, _reactance = reactance;

        public int Count => 2 * _frequencies.Length;

        int IResiduals.Parameters => ImpedanceModel.Parameters;

        public void Evaluate(ReadOnlySpan<double> p, Span<double> residuals, Span<double> jacobian)
        {
            Span<Complex> d = stackalloc Complex[ImpedanceModel.Parameters];
            for (int k = 0; k < _frequencies.Length; k++)
            {
                Complex z = new(_resistance[k], _reactance[k]), off = model.Impedance(_frequencies[k], p, d) - z;
                double weight = 1 / (noise * Math.Sqrt(z.Real * z.Real + z.Imaginary * z.Imaginary));
                residuals[2 * k] = weight * off.Real;
                residuals[2 * k + 1] = weight * off.Imaginary;
                if (jacobian.IsEmpty) continue;
                for (int j = 0; j < d.Length; j++)
                {
                    jacobian[2 * k * d.Length + j] = weight * d[j].Real;
                    jacobian[(2 * k + 1) * d.Length + j] = weight * d[j].Imaginary;
                }
            }
        }
    }
}
