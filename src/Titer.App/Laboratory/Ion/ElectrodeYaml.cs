using System.Collections.Immutable;
using Titer.Batch;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.IonArray;

namespace Titer.App.Laboratory.Ion;

/// <summary>One entry of <c>electrodes:</c> in a settings file.</summary>
/// <param name="Electrode">As calibrated; its E0 is in <paramref name="Offset"/> too.</param>
internal sealed record ElectrodeYaml(IonElectrode Electrode, string Column, double VoltsPerUnit, ColumnOrNumber Offset, string Reference, Place Place)
{
    private static readonly string[] Keys =
    [
        "name", "column", "unit", "kind", "ion", "E0", "E0-at", "E0-per-kelvin", "E0-uncertainty", "slope", "slope-uncertainty", "noise",
        "lowest", "highest", "light", "selectivity", "calibration", "reference",
    ];

    /// <param name="temperatureUncertainty">K.</param>
    public static ElectrodeYaml Read(YamlMap map, double temperatureUncertainty)
    {
        string name = map.RequireText("name", "an electrode"), where = $"the electrode '{name}'";
        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw map.Find("name")!.Value.Place.Error($"'{name}' is no name of an electrode: only letters, digits, '-', '_' and '.' are.");
        map.Allow(where, Keys);
        ElectrodeKind kind = IonYaml.Choice(map.Require("kind", where),
            ("fet-gel", ElectrodeKind.FetGel), ("fet-chloride", ElectrodeKind.FetChloride), ("ion-selective", ElectrodeKind.IonSelective));
        IonSpecies ion = Ion(map, kind, where);
        Unit unit = map.Find("unit") is null ? Unit.Volt : map.RequireUnit("unit", where);
        if (!unit.TryConvert(1, Unit.Volt, out double volts))
            throw map.Find("unit")!.Value.Place.Error($"{where} is read in V or mV, not in {unit.Code}.");
        var electrode = new IonElectrode
        {
            Name = name, Kind = kind, Ion = ion, E0 = 0,
            PX0 = IonYaml.Number(map, "E0-at", ion == IonSpecies.Hydrogen ? Unit.PH : Unit.One, 0, -2, 16),
            E0PerKelvin = IonYaml.Number(map, "E0-per-kelvin", Unit.One, 0, -0.01, 0.01),
            E0Uncertainty = IonYaml.Number(map, "E0-uncertainty", Unit.Volt, 0.0006, 0, 1),
            Slope = IonYaml.Number(map, "slope", Unit.One, 1, ElectrodeCalibrationRun.LeastSlope, ElectrodeCalibrationRun.GreatestSlope),
            SlopeUncertainty = IonYaml.Number(map, "slope-uncertainty", Unit.One, 0, 0, 0.2),
            Noise = IonYaml.Number(map, "noise", Unit.Volt, 0.0001, 1e-9, 1),
            Lowest = IonYaml.Number(map, "lowest", Unit.Volt, -2.5),
            Highest = IonYaml.Number(map, "highest", Unit.Volt, 2.5),
            Light = IonYaml.Number(map, "light", Unit.One, 0),
            Selectivities = Selectivity(map, ion, where),
        };
        if (!(electrode.Lowest < electrode.Highest)) throw map.Place.Error($"{where}: 'lowest' must be below 'highest'.");
        if (map.Find("calibration") is not { } points)
            return Finish(electrode, IonYaml.ColumnOrNumber(map.Require("E0", $"{where}, which has no 'calibration' either,"), Unit.Volt));
        foreach (string key in (string[])["E0", "E0-at", "E0-uncertainty"])
            if (map.Find(key) is { } both) throw both.Place.Error($"{where} has '{key}' and a calibration; only one of them can set E0.");
        ImmutableArray<YamlMap> maps = IonYaml.Maps(points, "calibration points");
        if (maps.Length > 1 && map.Find("slope") is { } slope)
            throw slope.Place.Error($"{where} has 'slope' and two calibration points; only one of them can set the slope.");
        electrode = ElectrodeCalibrationRun.Calibrate(
            electrode, [.. maps.Select(p => CalibrationPointYaml.Read(p, electrode, volts, where))], temperatureUncertainty, out string problem);
        return problem.Length == 0 ? Finish(electrode, ColumnOrNumber.Of(electrode.E0))
            : throw points.Place.Error($"{where} is not calibrated: {problem}.");

        ElectrodeYaml Finish(IonElectrode e, ColumnOrNumber offset) => new(
            e with { E0 = offset.IsColumn ? 0 : offset.Number }, map.RequireText("column", where), volts, offset,
            map.TextOr("reference", ""), map.Place);
    }

    private static IonSpecies Ion(YamlMap map, ElectrodeKind kind, string where)
    {
        if (kind != ElectrodeKind.IonSelective && map.Find("ion") is null) return IonSpecies.Hydrogen;
        IonSpecies ion = IonOf(map.Require("ion", where));
        if (kind != ElectrodeKind.IonSelective && ion != IonSpecies.Hydrogen)
            throw map.Find("ion")!.Value.Place.Error($"{where}: a FET of this kind measures H+.");
        return ion;
    }

    public static IonSpecies IonOf(YamlEntry entry)
    {
        string text = YamlMap.TextOf(entry);
        return IonSpecies.TryParse(text, out IonSpecies ion)
            ? ion
            : throw entry.Value.Place.Error($"'{text}' is no ion that Titer knows{DidYouMean.Hint(text, IonSpecies.All.Select(i => i.Symbol))}.");
    }

    private static ImmutableArray<Selectivity> Selectivity(YamlMap map, IonSpecies ion, string where)
    {
        if (map.Find("selectivity") is not { } entry) return [];
        var found = ImmutableArray.CreateBuilder<Selectivity>();
        foreach (YamlMap s in IonYaml.Maps(entry, "selectivities (ion, log-K)"))
        {
            s.Allow($"a selectivity of {where}", "ion", "log-K", "uncertainty");
            IonSpecies interferent = IonOf(s.Require("ion", "a selectivity"));
            if (interferent == ion || Math.Sign(interferent.Charge) != Math.Sign(ion.Charge))
                throw s.Place.Error($"{where} is for {ion.Symbol}, and {interferent.Symbol} cannot interfere with it.");
            found.Add(new Selectivity(interferent, s.RequireNumber("log-K", "a selectivity"), IonYaml.Number(s, "uncertainty", Unit.One, 0.1, 0, 3)));
        }
        return found.ToImmutable();
    }
}
