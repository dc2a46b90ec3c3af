namespace Titer.Control.Estimators;

/// <summary>A sensor that states an uncertainty, in the state of an estimator.</summary>
public interface ISensorModel : IMeasurementModel
{
    /// <summary>
    /// The variance of a reading around what the state (with its biases) predicts, from the standard uncertainty that the sensor
    /// states.
    /// </summary>
    double Variance(double standardUncertainty);

    /// <summary>
    /// How far a sensor may be off for good (1 sigma) without its state knowing: all that it states of itself, unless its bias is a
    /// state.
    /// </summary>
    double UnknownOffset(double standardUncertainty);
}
