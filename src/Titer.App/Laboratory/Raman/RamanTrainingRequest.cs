namespace Titer.App.Laboratory.Raman;

/// <summary>What a calibration is made from, as the options are written.</summary>
/// <param name="Target">Column of reference values.</param>
/// <param name="Group">Column of batches, each left out whole; null for none.</param>
/// <param name="Folds">Column of given parts; null for none.</param>
/// <param name="Unit">UCUM; null for that of the header, or g/L.</param>
/// <param name="Ceiling">Highest value of the detector; null when it is not known.</param>
/// <param name="SkipBad">Leaves out rows that cannot be used.</param>
internal sealed record RamanTrainingRequest(string? Target, string? Group, string? Folds, string? Unit, double? Ceiling, bool SkipBad);
