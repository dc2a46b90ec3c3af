using Titer.Batch;
using Titer.Core;
using Titer.Sensing.IonArray;

namespace Titer.App.Laboratory.Ion;

/// <summary>
/// One of an electrode's <c>calibration:</c> points: the solution (<c>buffer: phosphate</c>, <c>pH:</c>, or <c>concentration:</c> with
/// <c>ionic-strength:</c>), the <c>reading:</c> in the electrode's unit, and the <c>temperature:</c>.
/// </summary>
internal static class CalibrationPointYaml
{
    private static readonly string[] Solutions = ["buffer", "pH", "concentration"];

    /// <param name="volts">What one unit of the reading is, V.</param>
    public static CalibrationPoint Read(YamlMap map, IonElectrode electrode, double volts, string electrodeWhere)
    {
        string where = $"a calibration point of {electrodeWhere}";
        map.Allow(where, "buffer", "pH", "concentration", "ionic-strength", "uncertainty", "reading", "temperature", "salinity");
        map.Require("temperature", where);
        double celsius = IonYaml.Number(map, "temperature", Unit.Celsius, 25, 0, 80);
        map.Require("reading", where);
        double reading = YamlReading(map, volts);
        double salinity = double.NaN;
        if (electrode.Kind == ElectrodeKind.FetChloride)
        {
            map.Require("salinity", $"{where} (a FET against a chloride electrode)");
            salinity = IonYaml.Number(map, "salinity", Unit.One, 35, SalineMedium.LowestSalinity, SalineMedium.HighestSalinity);
        }
        (double pX, double uncertainty) = Solution(map, electrode, celsius, where);
        return new CalibrationPoint(pX, IonYaml.Number(map, "uncertainty", Unit.One, uncertainty, 0, 1), reading, celsius, salinity);
    }

    private static double YamlReading(YamlMap map, double volts)
    {
        YamlEntry entry = map.Find("reading")!;
        return Quantity.TryNumber(YamlMap.TextOf(entry), out double plain) ? plain * volts : IonYaml.Number(entry, Unit.Volt);
    }

    /// <summary>pX and the uncertainty it has unless the file gives one.</summary>
    private static (double PX, double Uncertainty) Solution(YamlMap map, IonElectrode electrode, double celsius, string where)
    {
        string[] given = [.. Solutions.Where(k => map.Find(k) is not null)];
        if (given.Length != 1) throw map.Place.Error($"{where} needs one of 'buffer', 'pH' and 'concentration'.");
        bool hydrogen = electrode.Ion == IonSpecies.Hydrogen;
        if (given[0] == "concentration")
        {
            if (hydrogen) throw map.Place.Error($"{where} needs a 'buffer' or a 'pH', not a concentration.");
            double molar = IonYaml.Number(map, "concentration", Unit.Millimolar, 1, 1e-9, 5000) / 1000;
            double charge = electrode.Ion.Charge;
            double ionic = IonYaml.Number(
                map, "ionic-strength", Unit.Millimolar, 1000 * molar * (charge * charge + Math.Abs(charge)) / 2, 0, 5000) / 1000;
            double lnGamma = charge * charge * ActivityCoefficient.LnGammaOfOne(ionic, ActivityCoefficient.DebyeHueckel(celsius));
            return (-Math.Log10(molar) - lnGamma / Nernst.Ln10, 0.01);
        }
        if (!hydrogen) throw map.Find(given[0])!.Place.Error($"{where} needs a 'concentration' of {electrode.Ion.Symbol}.");
        if (given[0] == "pH") return (IonYaml.Number(map, "pH", Unit.PH, 7, 0, 14), 0.01);
        BufferSolution buffer = IonYaml.Choice(map.Find("buffer")!, [.. BufferSolution.All.Select(b => (b.Name, b))]);
        double pH = buffer.PH(celsius);
        return double.IsFinite(pH) ? (pH, BufferSolution.Uncertainty)
            : throw map.Place.Error($"the pH of the buffer is known from 0 to 50 Cel, not at {celsius} Cel.");
    }
}
