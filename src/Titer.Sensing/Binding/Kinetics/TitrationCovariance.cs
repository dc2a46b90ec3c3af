using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>
/// Covariance of the parameters of a titration, twice: with independent residuals, s^2 (J'J)^-1, and with correlated ones, the sandwich
/// (J'J)^-1 (sum over cycles of J'RJ) (J'J)^-1, together with the degrees of freedom of a variance that several cycles contribute to
/// (F. E. Satterthwaite, Biometrics Bull. 2 (1946) 110; JCGM 100:2008, G.4).
/// </summary>
internal sealed class TitrationCovariance(int n)
{
    // On the columns scaled to unit length: what the data do not determine gets a standard uncertainty of a million and not a division by zero.
    private const double Ridge = 1e-13;

    private readonly double[] _information = new double[n * n], _inverse = new double[n * n];
    private readonly List<(double[] Meat, double Freedom)> _cycles = [];
    private double _variance;

    /// <param name="own">Part of the variance that is this cycle's own.</param>
    public void Add(ReadOnlySpan<double> times, ReadOnlySpan<double> jacobian, ResidualNoise noise, double own = 1)
    {
        for (int i = 0; i < times.Length; i++)
        {
            ReadOnlySpan<double> row = jacobian.Slice(i * n, n);
            for (int a = 0; a < n; a++)
                for (int b = 0; b < n && row[a] != 0; b++) _information[a * n + b] += row[a] * row[b];
        }
        AddNoise(times, jacobian, noise with { Variance = own * noise.Variance });
    }

    /// <summary>Noise that several cycles have in common, their rows of the Jacobian summed reading by reading.</summary>
    public void AddNoise(ReadOnlySpan<double> times, ReadOnlySpan<double> jacobian, ResidualNoise noise)
    {
        double[] meat = new double[n * n];
        SandwichCovariance.AddMeat(times, jacobian, n, noise, meat);
        _cycles.Add((meat, noise.DegreesOfFreedom));
    }

    /// <param name="variance">Of a residual, were they independent.</param>
    public void Solve(double variance)
    {
        _variance = variance;
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) scale[i] = _information[i * n + i] > 0 ? 1 / Math.Sqrt(_information[i * n + i]) : 0;
        double[] scaled = new double[n * n];
        for (int a = 0; a < n; a++)
            for (int b = 0; b < n; b++) scaled[a * n + b] = _information[a * n + b] * scale[a] * scale[b] + (a == b ? Ridge : 0);
        int[] pivots = new int[n];
        if (!Lu.Factorise(scaled, pivots, n)) Array.Fill(scaled, double.NaN);
        double[] column = new double[n];
        for (int j = 0; j < n; j++)
        {
            Array.Clear(column);
            column[j] = 1;
            Lu.Solve(scaled, pivots, column, n);
            for (int i = 0; i < n; i++) _inverse[i * n + j] = column[i] * scale[i] * scale[j];
        }
    }

    /// <summary>Standard uncertainty of g'p with correlated residuals.</summary>
    public double Deviation(ReadOnlySpan<double> gradient) => Judge(gradient).Deviation;

    /// <param name="gradient">g, of a quantity g'p.</param>
    /// <returns>
    /// Standard uncertainty with correlated and with independent residuals, degrees of freedom of the first, and how much of the
    /// sum of squares one standard uncertainty costs, which turns it into a likelihood ratio (Chandler and Bate 2007).
    /// </returns>
    public (double Deviation, double Independent, double Freedom, double Cost) Judge(ReadOnlySpan<double> gradient)
    {
        double[] w = new double[n];
        double plain = 0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) w[i] += _inverse[i * n + j] * gradient[j];
        for (int i = 0; i < n; i++) plain += gradient[i] * w[i];
        double sum = 0, squares = 0;
        foreach ((double[] meat, double freedom) in _cycles)
        {
            double part = 0;
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) part += w[i] * meat[i * n + j] * w[j];
            sum += part;
            squares += part * part / freedom;
        }
        return (Math.Sqrt(sum), Math.Sqrt(_variance * plain), squares > 0 ? sum * sum / squares : double.PositiveInfinity,
            plain > 0 ? sum / plain : 0);
    }
}
