namespace Titer.Sensing.Binding;

/// <summary>What a fit says of one cycle. Responses in the unit of the data.</summary>
/// <param name="Cycle">The data that were fitted.</param>
/// <param name="Rmax">Response of the saturated surface.</param>
/// <param name="RmaxUncertainty">1 sigma, residuals correlated; NaN when not determined.</param>
/// <param name="BulkShift">Step of refractive index during the injection; 0 when not fitted.</param>
/// <param name="Drift">Per s; 0 when not fitted.</param>
/// <param name="DissociationShift">s of the free start of dissociation; 0 when not fitted.</param>
/// <param name="Start">Delay of the sample, s; 0 when not fitted.</param>
/// <param name="Noise">Of the residuals.</param>
/// <param name="Fitted">Response of the model, one per time of the cycle.</param>
/// <param name="Occupied">Fraction of the sites occupied at the end of the injection.</param>
/// <param name="Decay">Fraction of what was bound that the model lets go in the dissociation that was recorded.</param>
public sealed record CycleEstimate(
    BindingCycle Cycle, double Rmax, double RmaxUncertainty, double BulkShift, double Drift, double DissociationShift, double Start,
    ResidualNoise Noise, double[] Fitted, double Occupied, double Decay);
