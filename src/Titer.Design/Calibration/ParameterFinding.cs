using Titer.Numerics;

namespace Titer.Design.Calibration;

/// <summary>What a calibration says of one parameter.</summary>
/// <param name="Free">What it was allowed to be.</param>
/// <param name="Name">Its name in the model.</param>
/// <param name="Estimate">In the model's unit.</param>
/// <param name="Decades">Standard uncertainty of its logarithm to base 10; NaN on a bound.</param>
/// <param name="Low">Limit of the interval: by profile where there is one, else by the covariance.</param>
/// <param name="High">Likewise.</param>
/// <param name="Profile">Which sides of the profile close; null when it was not computed.</param>
/// <param name="FromData">
/// Share of the knowledge that the data brought: 1 - (posterior / prior)^2 of the variances; 0 when the prior alone holds the parameter, 1 without
/// prior.
/// </param>
public sealed record ParameterFinding(FreeParameter Free, string Name, double Estimate, double Decades, double Low, double High,
    Identifiability? Profile, double FromData)
{
    private const double Informed = 0.75; // the data halve the prior's deviation

    /// <summary>One of: identifiable, prior (it holds by its prior), open (a side of the profile does not close), bound.</summary>
    public string Verdict => double.IsNaN(Decades) ? "bound"
        : Profile is { } p && p != Identifiability.Identifiable ? "open"
        : FromData >= Informed ? "identifiable" : "prior";
}
