using Titer.Numerics;
using P = Titer.Processes.CellCulture.ChoParameter;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Processes.CellCulture;

/// <summary>
/// Kinetics of the cells and balances of what changes slowly (cells, nutrients, by-products, antigen, volume: the first
/// <see cref="SlowStates"/> of <see cref="ChoState"/>), shared by <see cref="ChoFedBatch"/>, which adds gases, ions and heat, and
/// <see cref="ChoSlowCulture"/>, which takes those as held. Sources: see <see cref="ChoFedBatch"/>.
/// </summary>
internal static class ChoKinetics
{
    /// <summary>States that <see cref="Balance"/> writes.</summary>
    public const int SlowStates = X.Volume + 1;

    /// <summary>
    /// Rates per 10^9 viable cells. Concentrations that a filter's sigma points may push a little below zero act as (nearly) zero, and zero as
    /// zero: what is used up is not taken up, so that no trajectory leaves the non-negative states.
    /// </summary>
    /// <param name="x">The slow states.</param>
    /// <param name="temperature">Cel.</param>
    /// <param name="pH">Of the broth.</param>
    /// <param name="aerobic">Share of the full respiration that the dissolved oxygen allows, 0 to 1.</param>
    /// <param name="p">Parameters by <see cref="ChoParameter"/>.</param>
    public static ChoRates<T> Rates<T>(ReadOnlySpan<T> x, T temperature, T pH, T aerobic, ReadOnlySpan<T> p) where T : struct, IScalar<T>
    {
        T glucose = Positive(x[X.Glucose]), glutamine = Positive(x[X.Glutamine]), lactate = Positive(x[X.Lactate]), ammonia = Positive(x[X.Ammonia]);
        T warm = temperature - p[P.OptimalTemperature];
        T environment = Bell(warm / p[P.TemperatureWidth]) * Bell((pH - p[P.OptimalPH]) / p[P.PHWidth]) * aerobic;
        T fed = Monod(glucose, p[P.HalfGlucose]);
        T growth = p[P.MaximumGrowth] * environment * fed * Monod(glutamine, p[P.HalfGlutamine])
            * Inhibition(lactate, p[P.InhibitionLactate]) * Inhibition(ammonia, p[P.InhibitionAmmonia]);
        T death = p[P.MaximumDeath] * p[P.DeathGrowth] / (p[P.DeathGrowth] + growth) * T.Exp(warm * p[P.DeathPerCelsius]) * (2.0 - aerobic);
        T glucoseForGrowth = growth / p[P.YieldGlucose];
        T glutamineUptake = growth / p[P.YieldGlutamine] + p[P.MaintenanceGlutamine] * Monod(glutamine, p[P.HalfMaintenanceGlutamine]);
        return new ChoRates<T>(
            growth,
            death,
            glucoseForGrowth + p[P.MaintenanceGlucose] * fed,
            glutamineUptake,
            p[P.LactatePerGlucose] * glucoseForGrowth - p[P.LactateUptake] * Monod(lactate, p[P.HalfLactateUptake]) * aerobic,
            p[P.AmmoniaPerGlutamine] * glutamineUptake - p[P.AmmoniaUptake] * Monod(ammonia, p[P.HalfAmmoniaUptake]),
            p[P.Productivity] * fed * aerobic * (1.0 - p[P.ProductivityPerCelsius] * warm),
            (p[P.OxygenMaintenance] + p[P.OxygenPerCell] * growth) * aerobic);
    }

    /// <summary>
    /// Writes the slow states' derivatives: dC/dt = r + (F (Cf - C) + B (Cb - C) + E C) / V. Flows in L/h; sampling takes broth as it is.
    /// </summary>
    public static void Balance<T>(in ChoRates<T> rates, T feed, T alkali, T sampling, T evaporation, ReadOnlySpan<T> x, ReadOnlySpan<T> p,
        Span<T> dx) where T : struct, IScalar<T>
    {
        T xv = x[X.ViableCells], volume = x[X.Volume], feeding = feed / volume;
        T dilution = Dilution(feed, alkali, evaporation, volume);
        // Glutamine decays into ammonium and pyrrolidonecarboxylate.
        T glutamineDecay = p[P.GlutamineDecay] * Positive(x[X.Glutamine]);
        dx[X.ViableCells] = (rates.Growth - rates.Death - dilution) * xv;
        dx[X.DeadCells] = rates.Death * xv - (p[P.Lysis] + dilution) * x[X.DeadCells];
        dx[X.Glucose] = feeding * p[P.FeedGlucose] - dilution * x[X.Glucose] - rates.GlucoseUptake * xv;
        dx[X.Glutamine] = feeding * p[P.FeedGlutamine] - dilution * x[X.Glutamine] - rates.GlutamineUptake * xv - glutamineDecay;
        dx[X.Lactate] = rates.LactateRelease * xv - dilution * x[X.Lactate];
        dx[X.Ammonia] = rates.AmmoniaRelease * xv + glutamineDecay - dilution * x[X.Ammonia];
        dx[X.Antigen] = rates.Productivity * xv - dilution * x[X.Antigen];
        dx[X.Volume] = feed + alkali - sampling - evaporation;
    }

    /// <summary>How fast the flows dilute what is dissolved, 1/h; evaporation concentrates it.</summary>
    public static T Dilution<T>(T feed, T alkali, T evaporation, T volume) where T : struct, IScalar<T> => (feed + alkali - evaporation) / volume;

    // Smooth x+: 0 at 0, x (1 - (level/2x)^2) above, never below -0.15 level.
    public static T Positive<T>(T x, double level = 0.02) where T : struct, IScalar<T> => x * (1.0 + x / T.Sqrt(x * x + level * level)) * 0.5;

    private static T Monod<T>(T s, T half) where T : struct, IScalar<T> => s / (half + s);

    private static T Inhibition<T>(T s, T half) where T : struct, IScalar<T> => half / (half + s);

    private static T Bell<T>(T z) where T : struct, IScalar<T> => T.Exp(-(z * z));
}
