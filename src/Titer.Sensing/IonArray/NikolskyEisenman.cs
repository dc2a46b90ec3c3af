using System.Collections.Immutable;
using Titer.Numerics;

namespace Titer.Sensing.IonArray;

/// <summary>
/// Concentrations of n ions from n ion-selective electrodes that each answer to several of them, solved jointly:
/// E_i = E0_i(T) + (s_i S(T)/z_i) (log10(a_i + sum_j K_ij a_j^(z_i/z_j)) + pX0_i), with activities a_j = gamma_j(I) c_j by Davies.
/// Damped Newton in ln c with the analytic Jacobian; covariance by JCGM 102 (the multivariate form of JCGM 100) from voltage
/// noise, E0, slopes, selectivities and the common temperature.
/// </summary>
/// <remarks>
/// The ionic strength is I = (sum z^2 c + |sum z c|)/2 over measured and background ions: charge that nothing measured balances is taken as
/// that of monovalent counter-ions, because a medium is neutral. Work buffers live here; not for two threads at once.
/// </remarks>
public sealed class NikolskyEisenman
{
    private const int MostSteps = 60;
    private const double LongestStep = 2.0, Converged = 1e-11;
    // ln of mol/L between which a concentration is looked for.
    private const double Smallest = -27.6, Largest = 2.3;

    private readonly ImmutableArray<IonElectrode> _electrodes;
    private readonly ImmutableArray<BackgroundIon> _background;
    private readonly int _n;
    private readonly int[,] _column;
    private readonly double[] _x, _trial, _target, _residual, _sums, _jacobian, _step, _sensitivity, _lnActivity;
    private readonly int[] _pivots;
    private readonly double[] _covariance;
    private double _debyeHueckel, _lnGamma, _lnGammaSlope, _charge;

    /// <param name="electrodes">One for each ion, all <see cref="ElectrodeKind.IonSelective"/>; interferents are measured or background ions.</param>
    public NikolskyEisenman(ImmutableArray<IonElectrode> electrodes, ImmutableArray<BackgroundIon> background)
    {
        (_electrodes, _background, _n) = (electrodes, background, electrodes.Length);
        int most = 1;
        foreach (IonElectrode e in electrodes) most = Math.Max(most, e.Selectivities.Length);
        _column = new int[_n, most];
        for (int i = 0; i < _n; i++)
            for (int k = 0; k < electrodes[i].Selectivities.Length; k++) _column[i, k] = Column(electrodes[i].Selectivities[k].Interferent);
        (_x, _trial, _target, _residual) = (new double[_n], new double[_n], new double[_n], new double[_n]);
        (_sums, _step, _jacobian, _pivots) = (new double[_n], new double[_n], new double[_n * _n], new int[_n]);
        (_sensitivity, _lnActivity, _covariance) = (new double[_n], new double[_n + background.Length], new double[_n * _n]);
    }

    /// <summary>mol/L, measured ions in the order of the electrodes.</summary>
    public ReadOnlySpan<double> Concentrations => _trial;
    /// <summary>-log10 of the activity of ion <paramref name="i"/>; for H+ its pH.</summary>
    public double PX(int i) => -_lnActivity[i] / Nernst.Ln10;
    /// <summary>mol/L.</summary>
    public double IonicStrength { get; private set; }
    /// <summary>Covariance of ln c, n x n row-major, after <see cref="Solve"/>.</summary>
    public ReadOnlySpan<double> Covariance => _covariance;
    public int Steps { get; private set; }

    /// <summary>Solves for the concentrations; false when no concentrations between 1e-12 and 10 mol/L give these voltages.</summary>
    /// <param name="volts">One for each electrode.</param>
    /// <param name="temperatureUncertainty">K, common to all.</param>
    public bool Solve(ReadOnlySpan<double> volts, double celsius, double temperatureUncertainty)
    {
        _debyeHueckel = ActivityCoefficient.DebyeHueckel(celsius);
        double slope = Nernst.Slope(celsius);
        for (int i = 0; i < _n; i++)
        {
            IonElectrode e = _electrodes[i];
            if (!double.IsFinite(volts[i])) return false;
            _target[i] = Nernst.Ln10 * ((volts[i] - e.Offset(celsius)) * e.Ion.Charge / (e.Slope * slope) - e.PX0);
            _x[i] = Math.Clamp(_target[i], Smallest, Largest);
        }
        double norm = Residuals(_x);
        for (Steps = 0; Steps < MostSteps && norm > Converged; Steps++)
        {
            Jacobian(_x);
            _residual.CopyTo(_step.AsSpan());
            if (!Lu.Factorise(_jacobian, _pivots, _n)) return false;
            Lu.Solve(_jacobian, _pivots, _step, _n);
            double longest = 0;
            foreach (double s in _step) longest = Math.Max(longest, Math.Abs(s));
            double length = longest > LongestStep ? LongestStep / longest : 1, next = double.PositiveInfinity;
            for (int halving = 0; halving < 30; halving++, length /= 2)
            {
                for (int i = 0; i < _n; i++) _trial[i] = Math.Clamp(_x[i] - length * _step[i], Smallest, Largest);
                next = Residuals(_trial);
                if (next < norm) break;
            }
            if (!(next < norm)) break;
            _trial.CopyTo(_x.AsSpan());
            norm = next;
        }
        norm = Residuals(_x);
        if (!(norm < 1e-8)) return false;
        Jacobian(_x);
        if (!Lu.Factorise(_jacobian, _pivots, _n)) return false;
        Propagate(celsius, slope, temperatureUncertainty);
        for (int i = 0; i < _n; i++) _trial[i] = Math.Exp(_x[i]);
        return true;
    }

    /// <summary>V of each electrode at these concentrations, mol/L; the forward equation, also for the simulated chip.</summary>
    public void Voltages(ReadOnlySpan<double> concentrations, double celsius, Span<double> volts)
    {
        _debyeHueckel = ActivityCoefficient.DebyeHueckel(celsius);
        for (int i = 0; i < _n; i++) (_x[i], _target[i]) = (Math.Log(concentrations[i]), 0);
        Residuals(_x);
        for (int i = 0; i < _n; i++)
        {
            IonElectrode e = _electrodes[i];
            volts[i] = e.Offset(celsius) + e.Slope * Nernst.Slope(celsius) / e.Ion.Charge * (_residual[i] / Nernst.Ln10 + e.PX0);
        }
    }

    /// <summary>Largest |ln D_i - target| at ln concentrations <paramref name="x"/>; fills residuals, sums and activities.</summary>
    private double Residuals(ReadOnlySpan<double> x)
    {
        double squares = 0;
        _charge = 0;
        for (int j = 0; j < _n; j++)
        {
            int z = _electrodes[j].Ion.Charge;
            double c = Math.Exp(x[j]);
            squares += z * z * c;
            _charge += z * c;
        }
        foreach (BackgroundIon b in _background)
        {
            squares += b.Ion.Charge * b.Ion.Charge * b.Concentration;
            _charge += b.Ion.Charge * b.Concentration;
        }
        IonicStrength = 0.5 * (squares + Math.Abs(_charge));
        _lnGamma = ActivityCoefficient.LnGammaOfOne(IonicStrength, _debyeHueckel);
        _lnGammaSlope = ActivityCoefficient.Derivative(IonicStrength, _debyeHueckel);
        for (int j = 0; j < _n; j++) _lnActivity[j] = x[j] + Square(_electrodes[j].Ion.Charge) * _lnGamma;
        for (int b = 0; b < _background.Length; b++)
            _lnActivity[_n + b] = Math.Log(_background[b].Concentration) + Square(_background[b].Ion.Charge) * _lnGamma;
        double largest = 0;
        for (int i = 0; i < _n; i++)
        {
            _sums[i] = Math.Exp(_lnActivity[i]);
            for (int k = 0; k < _electrodes[i].Selectivities.Length; k++) _sums[i] += Term(i, k);
            _residual[i] = Math.Log(_sums[i]) - _target[i];
            largest = Math.Max(largest, Math.Abs(_residual[i]));
        }
        return double.IsFinite(largest) ? largest : double.PositiveInfinity;
    }

    /// <summary>K_ij a_j^(z_i/z_j) of the k-th interferent of electrode i.</summary>
    private double Term(int i, int k) =>
        Math.Exp(Nernst.Ln10 * _electrodes[i].Selectivities[k].LogK + Power(i, k) * _lnActivity[_column[i, k]]);

    private double Power(int i, int k) => (double)_electrodes[i].Ion.Charge / _electrodes[i].Selectivities[k].Interferent.Charge;

    /// <summary>d(ln D_i)/d(ln c_k), after <see cref="Residuals"/> at the same point.</summary>
    private void Jacobian(ReadOnlySpan<double> x)
    {
        for (int i = 0; i < _n; i++)
        {
            Span<double> row = _jacobian.AsSpan(i * _n, _n);
            row.Clear();
            double own = Math.Exp(_lnActivity[i]) / _sums[i];
            row[i] += own;
            double throughGamma = own * Square(_electrodes[i].Ion.Charge);
            for (int k = 0; k < _electrodes[i].Selectivities.Length; k++)
            {
                double share = Term(i, k) / _sums[i] * Power(i, k);
                if (_column[i, k] < _n) row[_column[i, k]] += share;
                throughGamma += share * Square(_electrodes[i].Selectivities[k].Interferent.Charge);
            }
            for (int k = 0; k < _n; k++)
            {
                int z = _electrodes[k].Ion.Charge;
                row[k] += throughGamma * _lnGammaSlope * 0.5 * (z * z + Math.Sign(_charge) * z) * Math.Exp(x[k]);
            }
        }
    }

    /// <summary>Each input moves the answer by J^-1 times what it moves the residuals; inputs are independent, so the squares add.</summary>
    private void Propagate(double celsius, double slope, double temperatureUncertainty)
    {
        Array.Clear(_covariance);
        for (int i = 0; i < _n; i++)
        {
            IonElectrode e = _electrodes[i];
            double perVolt = Nernst.Ln10 * e.Ion.Charge / (e.Slope * slope);
            Add(i, perVolt * Math.Sqrt(e.Noise * e.Noise + e.E0Uncertainty * e.E0Uncertainty));
            Add(i, (_target[i] + Nernst.Ln10 * e.PX0) * e.SlopeUncertainty / e.Slope);
            for (int k = 0; k < e.Selectivities.Length; k++) Add(i, Nernst.Ln10 * Term(i, k) / _sums[i] * e.Selectivities[k].Uncertainty);
        }
        for (int i = 0; i < _n; i++)
        {
            IonElectrode e = _electrodes[i];
            double decades = _target[i] + Nernst.Ln10 * e.PX0;
            _sensitivity[i] = -temperatureUncertainty
                * (decades / (celsius + Nernst.ZeroCelsius) + Nernst.Ln10 * e.Ion.Charge * e.E0PerKelvin / (e.Slope * slope));
        }
        Accumulate();

        void Add(int electrode, double change)
        {
            Array.Clear(_sensitivity);
            _sensitivity[electrode] = change;
            Accumulate();
        }
    }

    private void Accumulate()
    {
        Lu.Solve(_jacobian, _pivots, _sensitivity, _n);
        for (int i = 0; i < _n; i++)
            for (int j = 0; j < _n; j++) _covariance[i * _n + j] += _sensitivity[i] * _sensitivity[j];
    }

    private int Column(IonSpecies ion)
    {
        for (int j = 0; j < _n; j++)
            if (_electrodes[j].Ion == ion) return j;
        for (int b = 0; b < _background.Length; b++)
            if (_background[b].Ion == ion) return _n + b;
        throw new ArgumentException($"No electrode measures {ion.Symbol}, and it is not a background ion.", nameof(ion));
    }

    private static double Square(int z) => z * z;
}
