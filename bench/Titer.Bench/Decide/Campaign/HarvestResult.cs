namespace Titer.Bench.Decide.Campaign;

/// <summary>One batch judged by the plant's truth from the start of feeding to harvest.</summary>
/// <param name="Titre">At harvest, g/L.</param>
/// <param name="Mass">Of antigen at harvest, g.</param>
/// <param name="Volume">At harvest, L.</param>
/// <param name="Outside">Fraction of the minutes with anything outside its limits.</param>
/// <param name="OutsideBy">The same of each variable, in the order of <see cref="HarvestWatch.Watched"/>.</param>
/// <param name="Followed">Fraction of the minutes in which a plan was followed; 0 without a strategy.</param>
internal sealed record HarvestResult(
    double Titre, double Mass, double Volume, double Viability, double Outside, double[] OutsideBy, double Followed, int LadderSteps, string State);
