namespace Titer.Control.Estimators.Horizon;

/// <summary>One time of the horizon: the state there, what was read, and the way to the next node.</summary>
internal sealed class HorizonNode<TMeasure>(int states, int inputs) where TMeasure : struct, IMeasurementModel
{
    public DateTimeOffset Time;

    /// <summary>State, and noise on the way to the next node in standard deviations.</summary>
    public readonly double[] X = new double[states], V = new double[states];

    /// <summary>Standard deviation of that noise, as it was when the way was added.</summary>
    public readonly double[] Sigma = new double[states];

    public readonly double[] Inputs = new double[inputs];

    public readonly List<Taken<TMeasure>> Taken = [];

    /// <summary>Where was linearised last, where the model leads from there without noise, and the Jacobian of that.</summary>
    public readonly double[] At = new double[states], Moved = new double[states], Jacobian = new double[states * states];

    public readonly double[] StepX = new double[states], StepV = new double[states], Trial = new double[states];
}
