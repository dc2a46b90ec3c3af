using Titer.Numerics;

namespace Titer.Processes.CellCulture;

/// <summary>
/// pH of culture medium from strong ions, total inorganic carbon and one non-carbonate buffer, all mmol/L: the strong-ion approach of
/// Stewart (Can. J. Physiol. Pharmacol. 61 (1983) 1444) with carbonate, hydroxide and proton concentrations left out (below 0.1 mmol/L
/// between pH 6.5 and 7.8). Electroneutrality S = C K1/(K1+H) + B Kb/(Kb+H) is a quadratic in H with one positive root while S &lt; C + B.
/// K1 is the apparent first dissociation constant of carbonic acid in medium at 37 Cel, pK 6.1; CO2 solubility 0.0307 mmol/L/mmHg, both held at
/// their 37 Cel values (at 34 Cel the solubility is 8 % higher, which the gas-transfer factor of the estimator absorbs)
/// (Henderson-Hasselbalch constants of blood plasma, Siggaard-Andersen 1974).
/// </summary>
public static class CarbonateEquilibrium
{
    /// <summary>Apparent first dissociation constant, mmol/L.</summary>
    public const double K1 = 7.943282347242815e-4; // 10^-6.1 mol/L
    /// <summary>CO2 solubility at 37 Cel, mmol/L per mmHg.</summary>
    public const double Solubility = 0.0307;

    /// <summary>Proton concentration, mmol/L; positive also where the physical root has vanished (S near C + B).</summary>
    public static T Protons<T>(T strongIons, T carbon, T buffer, T bufferPK) where T : struct, IScalar<T>
    {
        T kb = T.Exp(-bufferPK * Math.Log(10)) * 1000;
        T k1 = K1;
        // a H^2 + b H - c = 0 with S kept away from 0, where the root runs to infinity
        T a = Floor(strongIons, 0.05);
        T b = a * (k1 + kb) - carbon * k1 - buffer * kb;
        T c = k1 * kb * Floor(carbon + buffer - a, 1e-3);
        T root = T.Sqrt(b * b + a * c * 4.0);
        // the numerically stable one of the two forms differs by the sign of b; this smooth one loses no digit that matters at |b| ~ root
        return (root - b) / (a * 2.0);
    }

    public static T PH<T>(T strongIons, T carbon, T buffer, T bufferPK) where T : struct, IScalar<T> =>
        3.0 - T.Log(Protons(strongIons, carbon, buffer, bufferPK)) * (1 / Math.Log(10));

    /// <summary>Dissolved CO2, mmol/L, of total inorganic carbon at this proton concentration.</summary>
    public static T DissolvedCarbonDioxide<T>(T carbon, T protons) where T : struct, IScalar<T> => carbon * protons / (protons + K1);

    /// <summary>The strong-ion difference that gives this pH at this total carbon, mmol/L.</summary>
    public static double StrongIonsAt(double pH, double carbon, double buffer, double bufferPK)
    {
        double h = Math.Pow(10, 3 - pH), kb = Math.Pow(10, 3 - bufferPK);
        return carbon * K1 / (K1 + h) + buffer * kb / (kb + h);
    }

    // Smooth floor: x for x >> level, about level/2 below; x and its derivative stay positive, so Newton and filters find their way back.
    private static T Floor<T>(T x, double level) where T : struct, IScalar<T> => (x + T.Sqrt(x * x + level * level)) * 0.5;
}
