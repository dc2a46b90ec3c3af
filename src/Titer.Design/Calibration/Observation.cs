namespace Titer.Design.Calibration;

/// <summary>One measured value of an experiment: <paramref name="Factor"/> times a state of the model at a time.</summary>
/// <param name="Time">h from the start.</param>
/// <param name="State">Position in the state vector.</param>
/// <param name="Factor">From the state's unit to the value's, e.g. a molar mass.</param>
/// <param name="Value">As measured.</param>
/// <param name="Sigma">Standard uncertainty of the value, positive: one over the weight.</param>
/// <param name="Place">File and line.</param>
public readonly record struct Observation(double Time, int State, double Factor, double Value, double Sigma, string Place);
