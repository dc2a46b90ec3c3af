namespace Titer.Processes.CellCulture;

/// <summary>
/// What 10^9 viable cells do in an hour: growth and death (1/h), uptakes and releases (mmol/h), antigen (g/h). A release below zero is an
/// uptake.
/// </summary>
public readonly record struct ChoRates<T>(
    T Growth, T Death, T GlucoseUptake, T GlutamineUptake, T LactateRelease, T AmmoniaRelease, T Productivity, T OxygenUptake);
