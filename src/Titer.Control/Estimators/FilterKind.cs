namespace Titer.Control.Estimators;

/// <summary>Which filter a unit is wired with. See docs/estimators.md for when to take which.</summary>
public sealed record FilterKind
{
    private readonly Func<double[], double[], SquareRootFilter> _create;

    private FilterKind(string name, Func<double[], double[], SquareRootFilter> create) => (Name, _create) = (name, create);

    public string Name { get; }

    /// <summary>First derivatives; the cheapest.</summary>
    public static FilterKind Extended { get; } = new("extended", (mean, sigma) => new ExtendedFilter(mean, sigma));

    /// <summary>Sigma points in the central-difference form: second order, all weights positive.</summary>
    public static FilterKind CentralDifference { get; } = new("central-difference", (mean, sigma) => new SigmaPointFilter(mean, sigma));

    /// <summary>Sigma points with the weights of the scaled unscented transform.</summary>
    public static FilterKind Unscented(double alpha = 1, double beta = 2, double kappa = 0) =>
        new("unscented", (mean, sigma) => new SigmaPointFilter(mean, sigma, SigmaPointWeights.Unscented(mean.Length, alpha, beta, kappa)));

    /// <summary>A filter at its prior.</summary>
    public SquareRootFilter Create(double[] mean, double[] standardDeviations) => _create(mean, standardDeviations);
}
