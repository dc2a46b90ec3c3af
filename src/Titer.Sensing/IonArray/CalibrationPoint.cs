namespace Titer.Sensing.IonArray;

/// <summary>An electrode in a solution of known pX.</summary>
/// <param name="PX">pH, or -log10 of the activity of the electrode's ion.</param>
/// <param name="PXUncertainty">1 sigma.</param>
/// <param name="Volts">V, mean of the readings.</param>
/// <param name="Salinity">Practical salinity, for <see cref="ElectrodeKind.FetChloride"/>; otherwise of no meaning.</param>
public sealed record CalibrationPoint(double PX, double PXUncertainty, double Volts, double Celsius, double Salinity);
