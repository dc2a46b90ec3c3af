namespace Titer.Sensing.IonArray;

/// <summary>An ion that nothing measures and whose concentration is known, for ionic strength and interference.</summary>
/// <param name="Concentration">mol/L, above 0.</param>
public sealed record BackgroundIon(IonSpecies Ion, double Concentration);
