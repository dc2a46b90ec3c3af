namespace Titer.Control.Strategy;

/// <summary>What a recipe lets the CHO strategy do: what counts, what it may move, and what it must keep.</summary>
/// <param name="CountsTitre">Titre at the end counts, otherwise mass of antigen.</param>
/// <param name="Enough">Titre to make and no more, g/L, so that batches are alike; infinite for as much as can be had.</param>
/// <param name="Every">Time from one decision to the next.</param>
/// <param name="Risk">Accepted probability that the true value of one limit is beyond it.</param>
/// <param name="Feed">L/h.</param>
/// <param name="Temperature">Cel.</param>
/// <param name="Glucose">mmol/L.</param>
/// <param name="Lactate">Largest, mmol/L; infinite for no limit, as for the next two.</param>
/// <param name="Ammonia">Largest, mmol/L.</param>
/// <param name="Volume">Largest, L.</param>
public sealed record ChoStrategySettings(
    bool CountsTitre, double Enough, TimeSpan Every, double Risk, Bounds Feed, Bounds Temperature, Bounds PH, Bounds Glucose,
    double Lactate, double Ammonia, double Volume);
