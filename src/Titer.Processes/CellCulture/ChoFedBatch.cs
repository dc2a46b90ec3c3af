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
        ChoRates<T> rates = Rates(x, p, out T carbonDioxide);

        // Gas and broth.
        T gas = u[U.Air] + u[U.OxygenGas] + u[U.CarbonDioxideGas] + 1e-3;
        T molarFlow = gas * (GasTransfer.MillimolePerLitre * 60);
        T kla = p[P.TransferFactor] * GasTransfer.Kla(u[U.Agitation], gas, volume);
        T oxygenTransfer = GasTransfer.Rate(kla, volume, x[X.Oxygen], GasTransfer.Solubility(temperature), molarFlow,
            (u[U.Air] * GasTransfer.AirOxygen + u[U.OxygenGas]) / gas);
        T carbonTransfer = GasTransfer.Rate(kla * GasTransfer.CarbonDioxideRatio, volume, carbonDioxide,
            CarbonateEquilibrium.Solubility * GasTransfer.Atmosphere, molarFlow, (u[U.CarbonDioxideGas] + u[U.Air] * 4e-4) / gas);

        T evaporation = p[P.Evaporation] * gas;
        ChoKinetics.Balance(rates, u[U.Feed], u[U.Base], u[U.Sampling], evaporation, x, p, dx);

        // What the slow states do not need: gases, ions, heat.
        T feed = u[U.Feed] / volume, alkali = u[U.Base] / volume;
        T dilution = ChoKinetics.Dilution(u[U.Feed], u[U.Base], evaporation, volume);
        dx[X.Oxygen] = oxygenTransfer - rates.OxygenUptake * xv - dilution * x[X.Oxygen];
        dx[X.InorganicCarbon] = carbonTransfer + p[P.RespiratoryQuotient] * rates.OxygenUptake * xv
            + alkali * p[P.BaseCarbon] - dilution * x[X.InorganicCarbon];
        // Lactate leaves the cell with a proton, ammonia takes one up: both move the strong ions by their own amount.
        // Glutamine decays into one ion of each sign.
        dx[X.StrongIons] = (rates.AmmoniaRelease - rates.LactateRelease) * xv
            + feed * p[P.FeedStrongIons] + alkali * p[P.BaseStrongIons] - dilution * x[X.StrongIons];
        // 460 kJ per mol of oxygen (Cooney, Wang and Mateles 1969) into 4.1 kJ/L/K; feeds come in at 20 Cel.
        dx[X.Temperature] = p[P.JacketTransfer] * (u[U.Jacket] - temperature) - p[P.HeatLoss] * (temperature - 20.0)
            + rates.OxygenUptake * xv * (0.460 / 4.1) - (feed + alkali) * (temperature - 20.0);
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

    /// <summary>Glucose that 10^9 viable cells take up, mmol/h, in this state: what feed-forward feeding needs.</summary>
    public static double GlucoseUptake(ReadOnlySpan<double> x, ReadOnlySpan<double> p) => Rates(x.AsReal(), p.AsReal(), out _).GlucoseUptake.Value;

    private static ChoRates<T> Rates<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> p, out T carbonDioxide) where T : struct, IScalar<T>
    {
        T oxygen = ChoKinetics.Positive(x[X.Oxygen], 1e-4), carbon = ChoKinetics.Positive(x[X.InorganicCarbon]);
        T protons = CarbonateEquilibrium.Protons(x[X.StrongIons], carbon, p[P.Buffer], p[P.BufferPK]);
        carbonDioxide = CarbonateEquilibrium.DissolvedCarbonDioxide(carbon, protons);
        T aerobic = oxygen / (oxygen + p[P.HalfOxygen] * GasTransfer.AirSaturation(x[X.Temperature]) * 0.01);
        T pH = 3.0 - T.Log(protons) * (1 / Math.Log(10));
        return ChoKinetics.Rates(x[..ChoKinetics.SlowStates], x[X.Temperature], pH, aerobic, p);
    }
}
