using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Titer.Sensing.Raman.Regression;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>How a model is fitted to features.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Regressor>))]
public enum Regressor
{
    /// <summary>PLS with a number of components.</summary>
    PartialLeastSquares,
    /// <summary>Gaussian processes on the contributions of PLS components: the mean of the best settings.</summary>
    GaussianProcess,
}

/// <summary>A feature set with a regressor, and what cross-validation inside a training part says about it.</summary>
/// <param name="Set">Of the library.</param>
/// <param name="Components">PLS components needed.</param>
/// <param name="Settings">Of the Gaussian processes; empty for PLS.</param>
/// <param name="Rmse">Of the inner cross-validation.</param>
/// <param name="Errors">Of the inner cross-validation, prediction less reference, per training sample.</param>
internal sealed record Candidate(
    int Set, Regressor Regressor, int Components, ImmutableArray<ProcessSetting> Settings, double Rmse, double[] Errors);
