using Titer.Numerics;
using P = Titer.Processes.CellCulture.ChoParameter;
using U = Titer.Processes.CellCulture.ChoInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Processes.CellCulture;

/// <summary>
/// CHO fed-batch culture making a secreted glycoprotein antigen. Unsegregated, unstructured Monod kinetics of Craven, Whelan and
/// Glennon (J. Process Control 24 (2014) 344) with the CHO values that Moeller et al. (Bioengineering 5 (2018) 25, table 2) fitted and collected;
/// temperature and pH factors of the form in Martens et al. (arXiv 2508.10970, mf-bo4bio); gas transfer, carbonate and heat balances as named in
/// <see cref="GasTransfer"/> and <see cref="CarbonateEquilibrium"/>. Cells in 10^9/L, concentrations mmol/L (antigen g/L), time h.
/// Concentrations follow dC/dt = r + (F (Cf - C) + B (Cb - C) + E C) / V, where F feeds, B base and E evaporation in L/h; sampling takes
/// broth as it is.
/// </summary>
public readonly struct ChoFedBatch : IProcessModel
{
    public static ModelDescription Description => ChoDescription.Value;

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T>
    {
        T xv = x[X.ViableCells], volume = x[X.Volume], temperature = x[X.Temperature];
        // Concentrations that a filter's sigma points may push a little below zero act as (nearly) zero in the kinetics, and zero as zero:
        // what is used up is not taken up, so that no trajectory leaves the non-negative states.
        T glucose = Positive(x[X.Glucose]), glutamine = Positive(x[X.Glutamine]), lactate = Positive(x[X.Lactate]);
        T ammonia = Positive(x[X.Ammonia]), oxygen = Positive(x[X.Oxygen], 1e-4), carbon = Positive(x[X.InorganicCarbon]);

        T protons = CarbonateEquilibrium.Protons(x[X.StrongIons], carbon, p[P.Buffer], p[P.BufferPK]);
        T pH = 3.0 - T.Log(protons) * (1 / Math.Log(10));
        T carbonDioxide = CarbonateEquilibrium.DissolvedCarbonDioxide(carbon, protons);

        // Rates per 10^9 viable cells.
        T warm = temperature - p[P.OptimalTemperature];
        T airSaturation = GasTransfer.AirSaturation(temperature);
        T aerobic = oxygen / (oxygen + p[P.HalfOxygen] * airSaturation * 0.01);
        T environment = Bell(warm / p[P.TemperatureWidth]) * Bell((pH - p[P.OptimalPH]) / p[P.PHWidth]) * aerobic;
        T growth = p[P.MaximumGrowth] * environment
            * Monod(glucose, p[P.HalfGlucose]) * Monod(glutamine, p[P.HalfGlutamine])
            * Inhibition(lactate, p[P.InhibitionLactate]) * Inhibition(ammonia, p[P.InhibitionAmmonia]);
        T death = p[P.MaximumDeath] * p[P.DeathGrowth] / (p[P.DeathGrowth] + growth) * T.Exp(warm * p[P.DeathPerCelsius]) * (2.0 - aerobic);
        T fed = Monod(glucose, p[P.HalfGlucose]);
        T glucoseForGrowth = growth / p[P.YieldGlucose];
        T glucoseUptake = glucoseForGrowth + p[P.MaintenanceGlucose] * fed;
        T glutamineUptake = growth / p[P.YieldGlutamine] + p[P.MaintenanceGlutamine] * Monod(glutamine, p[P.HalfMaintenanceGlutamine]);
        T lactateRelease = p[P.LactatePerGlucose] * glucoseForGrowth - p[P.LactateUptake] * Monod(lactate, p[P.HalfLactateUptake]) * aerobic;
        T ammoniaRelease = p[P.AmmoniaPerGlutamine] * glutamineUptake - p[P.AmmoniaUptake] * Monod(ammonia, p[P.HalfAmmoniaUptake]);
        T productivity = p[P.Productivity] * fed * aerobic * (1.0 - p[P.ProductivityPerCelsius] * warm);
        T oxygenUptake = (p[P.OxygenMaintenance] + p[P.OxygenPerCell] * growth) * aerobic;

        // Gas and broth.
        T gas = u[U.Air] + u[U.OxygenGas] + u[U.CarbonDioxideGas] + 1e-3;
        T molarFlow = gas * (GasTransfer.MillimolePerLitre * 60);
        T kla = p[P.TransferFactor] * GasTransfer.Kla(u[U.Agitation], gas, volume);
        T oxygenTransfer = GasTransfer.Rate(kla, volume, x[X.Oxygen], GasTransfer.Solubility(temperature), molarFlow,
            (u[U.Air] * GasTransfer.AirOxygen + u[U.OxygenGas]) / gas);
        T carbonTransfer = GasTransfer.Rate(kla * GasTransfer.CarbonDioxideRatio, volume, carbonDioxide,
            CarbonateEquilibrium.Solubility * GasTransfer.Atmosphere, molarFlow, (u[U.CarbonDioxideGas] + u[U.Air] * 4e-4) / gas);

        // Flows into and out of the vessel, per litre of broth.
        T evaporation = p[P.Evaporation] * gas;
        T feed = u[U.Feed] / volume, alkali = u[U.Base] / volume, concentrating = evaporation / volume;
        T dilution = feed + alkali - concentrating;
        T glutamineDecay = p[P.GlutamineDecay] * glutamine;

        dx[X.ViableCells] = (growth - death - dilution) * xv;
        dx[X.DeadCells] = death * xv - (p[P.Lysis] + dilution) * x[X.DeadCells];
        dx[X.Glucose] = feed * p[P.FeedGlucose] - dilution * x[X.Glucose] - glucoseUptake * xv;
        dx[X.Glutamine] = feed * p[P.FeedGlutamine] - dilution * x[X.Glutamine] - glutamineUptake * xv - glutamineDecay;
        dx[X.Lactate] = lactateRelease * xv - dilution * x[X.Lactate];
        dx[X.Ammonia] = ammoniaRelease * xv + glutamineDecay - dilution * x[X.Ammonia];
        dx[X.Antigen] = productivity * xv - dilution * x[X.Antigen];
        dx[X.Volume] = u[U.Feed] + u[U.Base] - u[U.Sampling] - evaporation;
        dx[X.Oxygen] = oxygenTransfer - oxygenUptake * xv - dilution * x[X.Oxygen];
        dx[X.InorganicCarbon] = carbonTransfer + p[P.RespiratoryQuotient] * oxygenUptake * xv
            + alkali * p[P.BaseCarbon] - dilution * x[X.InorganicCarbon];
        // Lactate leaves the cell with a proton, ammonia takes one up: both move the strong ions by their own amount.
        // Glutamine decays into ammonium and pyrrolidonecarboxylate, one ion of each sign.
        dx[X.StrongIons] = (ammoniaRelease - lactateRelease) * xv
            + feed * p[P.FeedStrongIons] + alkali * p[P.BaseStrongIons] - dilution * x[X.StrongIons];
        // 460 kJ per mol of oxygen (Cooney, Wang and Mateles 1969) into 4.1 kJ/L/K; feeds come in at 20 Cel.
        dx[X.Temperature] = p[P.JacketTransfer] * (u[U.Jacket] - temperature) - p[P.HeatLoss] * (temperature - 20.0)
            + oxygenUptake * xv * (0.460 / 4.1) - (feed + alkali) * (temperature - 20.0);
    }

    /// <summary>pH of a state.</summary>
    public static double PH(ReadOnlySpan<double> x, ReadOnlySpan<double> p) =>
        CarbonateEquilibrium.PH<Real>(x[X.StrongIons], x[X.InorganicCarbon], p[P.Buffer], p[P.BufferPK]).Value;

    /// <summary>Dissolved oxygen of a state, % of air saturation.</summary>
    public static double OxygenSaturation(ReadOnlySpan<double> x) =>
        100 * x[X.Oxygen] / GasTransfer.AirSaturation<Real>(x[X.Temperature]).Value;

    /// <summary>Partial pressure of CO2 of a state, mmHg.</summary>
    public static double CarbonDioxidePressure(ReadOnlySpan<double> x, ReadOnlySpan<double> p)
    {
        Real protons = CarbonateEquilibrium.Protons<Real>(x[X.StrongIons], x[X.InorganicCarbon], p[P.Buffer], p[P.BufferPK]);
        return CarbonateEquilibrium.DissolvedCarbonDioxide(x[X.InorganicCarbon], protons).Value / CarbonateEquilibrium.Solubility;
    }

    /// <summary>
    /// Glucose that 10^9 viable cells take up, mmol/h, in this state: what feed-forward feeding needs. Below one cell per
    /// millilitre it tends to zero.
    /// </summary>
    public static double GlucoseUptake(ReadOnlySpan<double> x, ReadOnlySpan<double> u, ReadOnlySpan<double> p)
    {
        Span<double> dx = stackalloc double[X.Count];
        Derivatives<Real>(0, x.AsReal(), u.AsReal(), p.AsReal(), dx.AsReal());
        double dilution = (u[U.Feed] + u[U.Base] - p[P.Evaporation] * (u[U.Air] + u[U.OxygenGas] + u[U.CarbonDioxideGas] + 1e-3)) / x[X.Volume];
        return (u[U.Feed] / x[X.Volume] * p[P.FeedGlucose] - dilution * x[X.Glucose] - dx[X.Glucose]) / Math.Max(x[X.ViableCells], 1e-6);
    }

    private static T Monod<T>(T s, T half) where T : struct, IScalar<T> => s / (half + s);

    private static T Inhibition<T>(T s, T half) where T : struct, IScalar<T> => half / (half + s);

    private static T Bell<T>(T z) where T : struct, IScalar<T> => T.Exp(-(z * z));

    // Smooth x+: 0 at 0, x (1 - (level/2x)^2) above, never below -0.15 level.
    private static T Positive<T>(T x, double level = 0.02) where T : struct, IScalar<T> => x * (1.0 + x / T.Sqrt(x * x + level * level)) * 0.5;
}
