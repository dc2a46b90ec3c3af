namespace Titer.App.Laboratory.Ion;

/// <summary>A site against the others of its set at one time.</summary>
/// <param name="Offset">[pH].</param>
/// <param name="SlopeLoss">Fraction.</param>
/// <param name="Lag">h.</param>
internal readonly record struct IonSiteState(string Electrode, DateTimeOffset Time, double Offset, double SlopeLoss, double Lag);
