using System.Text.Json.Serialization;

namespace Titer.Sensing.Pcr;

/// <summary>
/// Where other wells of the same assay have their peaks: decides for a well with one peak which one it is, and places the threshold in a
/// well with a handful of positive droplets. NaN where not known.
/// </summary>
/// <param name="Negative">Amplitude of the negative peak.</param>
/// <param name="Positive">Amplitude of the positive peak.</param>
/// <param name="Threshold">Between them.</param>
public readonly record struct DropletReference(double Negative, double Positive, double Threshold)
{
    public static readonly DropletReference Unknown = new(double.NaN, double.NaN, double.NaN);

    [JsonIgnore]
    public bool IsKnown => double.IsFinite(Negative) && double.IsFinite(Positive) && double.IsFinite(Threshold);
}
