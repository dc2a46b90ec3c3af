namespace Titer.Control.Estimators;

/// <summary>
/// How a <see cref="SigmaPointFilter"/> spreads its points m +- h s_k and weighs what the model makes of them. With a_k = (y+ - y-)/2 and
/// b_k = (y+ + y- - 2 y0)/2, both families have the mean y0 + d, d = sum b_k / h^2, and the covariance sum a_k a_k' / h^2 + (curvature part):
/// central differences (h^2 - 1)/h^4 sum b_k b_k'; the scaled unscented transform sum b_k b_k' / h^2 + (beta - alpha^2) d d'.
/// The second form is the usual weighted sum written out. It shows that its centre weight takes something away only where beta is below
/// alpha^2, whatever n and kappa.
/// </summary>
public readonly record struct SigmaPointWeights
{
    private SigmaPointWeights(double spread, double curvature, double mixture, double deficit) =>
        (Spread, Curvature, Mixture, Deficit) = (spread, curvature, mixture, deficit);

    /// <summary>h.</summary>
    internal double Spread { get; }

    /// <summary>Factor of the second differences 2 b_k in the root.</summary>
    internal double Curvature { get; }

    /// <summary>Part of the sum of all second differences that is added to each of them before.</summary>
    internal double Mixture { get; }

    /// <summary>What of d d' is to be taken away again; above 0 only for weights that are not positive.</summary>
    internal double Deficit { get; }

    /// <summary>
    /// Central differences at h^2 = 3, the optimum for normal distributions: all weights positive, for any n (Norgaard, Poulsen and Ravn,
    /// Automatica 36 (2000) 1627, DD2; van der Merwe and Wan 2001).
    /// </summary>
    public static SigmaPointWeights CentralDifference { get; } = new(Math.Sqrt(3), Math.Sqrt(2) / 6, 0, 0);

    /// <summary>
    /// The scaled unscented transform (Julier and Uhlmann, Proc. IEEE 92 (2004) 401; van der Merwe, thesis, Oregon 2004, ch. 3), h^2 =
    /// alpha^2 (n + kappa). Where its curvature part is positive semidefinite, beta >= alpha^2 - h^2/n, the part is a sum of squares: each b_k
    /// with the same share of all of them, so that nothing is subtracted. Elsewhere (the plain transform, beta 0 and kappa = 3 - n, above n = 3)
    /// one direction is taken away from the root by a downdate that stops where the covariance would cease to be positive.
    /// </summary>
    /// <param name="states">n.</param>
    /// <param name="alpha">Spread of the points, 1e-3 to 1.</param>
    /// <param name="beta">2 is the optimum for normal distributions.</param>
    /// <param name="kappa">Often 0 or 3 - n; above -n.</param>
    /// <exception cref="ArgumentOutOfRangeException">alpha^2 (n + kappa) is not positive.</exception>
    public static SigmaPointWeights Unscented(int states, double alpha = 1, double beta = 2, double kappa = 0)
    {
        double square = alpha * alpha * (states + kappa);
        if (!(square > 0)) throw new ArgumentOutOfRangeException(nameof(kappa), $"alpha^2 (n + kappa) is {square}; it must be positive.");
        double positive = 1 + (beta - alpha * alpha) * states / square;
        return new(Math.Sqrt(square), 0.5 / Math.Sqrt(square), (Math.Sqrt(Math.Max(positive, 0)) - 1) / states,
            Math.Max(0, -positive * square / states));
    }
}
