namespace Titer.Sensing.Raman.Calibration;

/// <summary>How a linear model is fitted to features.</summary>
public enum Regressor
{
    /// <summary>PLS with a number of components.</summary>
    PartialLeastSquares,
    /// <summary>Gaussian process with a linear kernel, which is ridge regression, with a noise variance.</summary>
    GaussianProcess,
}

/// <summary>A feature set with a regressor, and what cross-validation inside a training part says about it.</summary>
/// <param name="Set">Of the library.</param>
/// <param name="Setting">Components, or noise variance over the mean eigenvalue of the Gram matrix.</param>
/// <param name="Rmse">Of the inner cross-validation.</param>
/// <param name="Errors">Of the inner cross-validation, prediction less reference, per training sample.</param>
public sealed record Candidate(int Set, Regressor Regressor, double Setting, double Rmse, double[] Errors);
