using Titer.Core;
using Titer.Numerics;

namespace Titer.Processes.Downstream;

/// <summary>How vials are filled.</summary>
/// <param name="Dose">RNA per dose, ug, as labelled.</param>
/// <param name="DoseVolume">mL.</param>
/// <param name="Doses">Per vial.</param>
/// <param name="Overfill">Excess volume over that of the doses, a share: what stays in vial and needle (USP 1151 gives recommended excess
/// volumes).</param>
/// <param name="LineLoss">Bulk that stays in the filling line, L.</param>
/// <param name="FillVariation">Standard deviation of the filled volume over its mean; 0.5 to 1 % for peristaltic and piston fillers.</param>
public sealed record FillSettings(double Dose, double DoseVolume, int Doses, double Overfill, double LineLoss, double FillVariation)
{
    /// <summary>Into one vial, mL.</summary>
    public double FillVolume => DoseVolume * Doses * (1 + Overfill);

    /// <summary>Concentration at which a dose volume holds the dose, g/L.</summary>
    public double Concentration => Dose / DoseVolume * 1e-3;
}

/// <summary>What a bulk fills.</summary>
/// <param name="Vials">Whole vials.</param>
/// <param name="Left">Bulk that is neither in vials nor in the line, L.</param>
/// <param name="DoseMass">RNA in one dose volume, ug: concentration (the same error in all vials) alone.</param>
/// <param name="VialMass">RNA in one vial, ug: concentration and fill.</param>
/// <param name="ShortShare">Share of vials that hold less volume than their doses need; normal fill.</param>
public sealed record Filling(int Vials, double Left, Predicted DoseMass, Predicted VialMass, double ShortShare, ModelAssumptions Assumptions)
{
    /// <param name="volume">Of the bulk, L.</param>
    /// <param name="concentration">Of RNA, g/L, with its standard uncertainty.</param>
    public static Filling Of(double volume, UncertainInput concentration, FillSettings settings)
    {
        double fill = settings.FillVolume, available = Math.Max(0, volume - settings.LineLoss) * 1e3;
        int vials = (int)Math.Floor(available / fill * (1 + 1e-12));
        double dose = concentration.Value * settings.DoseVolume * 1e3;
        UncertaintyBudget vial = UncertaintyPropagation.Propagate(
            x => x[0] * x[1] * 1e3, [concentration, new UncertainInput(fill, settings.FillVariation * fill)]);
        double needed = settings.DoseVolume * settings.Doses;
        double shortShare = settings.FillVariation > 0 ? NormalDistribution.Cumulative((needed - fill) / (settings.FillVariation * fill))
            : fill < needed ? 1 : 0;
        return new(vials, (available - vials * fill) * 1e-3,
            new(dose, concentration.StandardUncertainty * settings.DoseVolume * 1e3), new(vial.Value, vial.StandardUncertainty), shortShare,
            new("filling", "mass balance; fill variation of the filler's qualification; excess volume after USP 1151",
                [
                    new("fill variation", 100 * settings.FillVariation, Unit.Percent, 0, 2),
                    new("dose", settings.Dose * 1e-6, Unit.Gram, 1e-6, 3e-4),
                    new("concentration over that of the dose", concentration.Value / settings.Concentration, Unit.One, 0.9, 1.1),
                ],
                ["the bulk is uniform: all vials share the error of its concentration", "the filled volume is normally distributed",
                    "nothing is rejected at inspection"]));
    }
}
