namespace Titer.Control.Estimators;

/// <summary>
/// A Kalman filter in square-root form for nonlinear models: what the extended and the sigma-point filter have in common. A user of a filter moves
/// it, asks what a sensor should read and then, if it wants, takes the reading; readings at one time are scalars taken one by one, so that any
/// sensor may come at any rate or be missing. Owns its workspace; nothing is allocated after construction. Not thread-safe.
/// </summary>
public abstract class SquareRootFilter(ReadOnlySpan<double> mean, ReadOnlySpan<double> standardDeviations)
    : GaussianState(mean, standardDeviations)
{
    /// <summary>What the last measurement asked for does along each direction of the root.</summary>
    protected double[] Sensitivity { get; } = new double[mean.Length];

    /// <summary>Moves mean and covariance over a time step.</summary>
    public abstract void Predict<TModel>(ref TModel model, double hours) where TModel : struct, IStateModel;

    /// <summary>What a scalar measurement is expected to read, and the variance of that expectation without the sensor's own.</summary>
    public abstract (double Mean, double Variance) Expect<TMeasure>(ref TMeasure measure) where TMeasure : struct, IMeasurementModel;

    /// <summary>Takes the measurement for which <see cref="Expect"/> was called last.</summary>
    public void Update(double innovation, double innovationVariance) => Correct(Sensitivity, innovation, innovationVariance);
}
