using System.Collections.Immutable;
using Titer.Batch;
using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.IonArray;

namespace Titer.App.Laboratory.Ion;

/// <summary>Reads the settings of <c>titer sense ion</c>; docs/chips/ion.md has the keys, examples/sensing two files.</summary>
internal static class IonSettingsFile
{
    /// <exception cref="InputException">One sentence with file and line for the first mistake.</exception>
    public static IonSettings Load(string path)
    {
        YamlMap root = YamlMap.MapOf(YamlFile.Parse(YamlFile.Load(path)), "the settings file of an ion sensor");
        root.Allow("the settings file of an ion sensor", "columns", "thermistor", "temperature-uncertainty", "salinity-uncertainty", "light-limit",
            "electrodes", "sets", "background");
        double temperatureUncertainty = IonYaml.Number(root, "temperature-uncertainty", Unit.One, 0.1, 0, 10);
        ImmutableArray<ElectrodeYaml> electrodes =
            [.. IonYaml.Maps(root.Require("electrodes", "the file"), "electrodes").Select(m => ElectrodeYaml.Read(m, temperatureUncertainty))];
        for (int i = 0; i < electrodes.Length; i++)
            if (electrodes.Take(i).Any(e => e.Electrode.Name == electrodes[i].Electrode.Name))
                throw electrodes[i].Place.Error($"there is a second electrode '{electrodes[i].Electrode.Name}'.");
        ThermistorCurve? thermistor = root.Find("thermistor") is { } t ? Thermistor(YamlMap.MapOf(t.Value, "'thermistor'")) : null;
        IonColumns columns = Columns(root, electrodes, thermistor is not null);
        var calibration = new IonArrayCalibration
        {
            Electrodes = [.. electrodes.Select(e => e.Electrode)],
            Background = root.Find("background") is { } b ? [.. IonYaml.Maps(b, "background ions").Select(Background)] : [],
            Sets = root.Find("sets") is { } s ? Sets(s, electrodes) : [],
            Thermistor = thermistor,
            TemperatureUncertainty = temperatureUncertainty,
            SalinityUncertainty = IonYaml.Number(root, "salinity-uncertainty", Unit.One, 0.1, 0, 20),
            LightLimit = IonYaml.Number(root, "light-limit", Unit.Volt, 0.004, 1e-6, 1),
        };
        Check(calibration, electrodes);
        return new IonSettings(calibration, columns, [.. electrodes.Select(e => e.Reference)]);
    }

    private static IonColumns Columns(YamlMap root, ImmutableArray<ElectrodeYaml> electrodes, bool thermistor)
    {
        const string Where = "'columns'";
        YamlMap map = YamlMap.MapOf(root.Require("columns", "the file").Value, Where);
        map.Allow(Where, "time", "time-unit", "temperature", "salinity", "segment");
        double seconds = map.Find("time-unit") is { } unit
            ? IonYaml.Choice(unit, ("iso", 0.0), ("s", 1), ("min", 60), ("h", 3600), ("d", 86400))
            : 0;
        ColumnOrNumber temperature = IonYaml.ColumnOrNumber(map.Require("temperature", Where), thermistor ? Unit.One : Unit.Celsius);
        if (thermistor && !temperature.IsColumn)
            throw map.Find("temperature")!.Value.Place.Error("with a 'thermistor' the temperature is the column of its readings.");
        ColumnOrNumber? salinity = map.Find("salinity") is { } s ? IonYaml.ColumnOrNumber(s, Unit.One) : null;
        ElectrodeYaml? salty = electrodes.FirstOrDefault(e => e.Electrode.Kind == ElectrodeKind.FetChloride);
        if (salinity is null && salty is not null)
            throw map.Place.Error(
                $"'columns' needs a 'salinity' (a column or a number), because '{salty.Electrode.Name}' is read against a chloride electrode.");
        return new IonColumns(map.TextOr("time", "time"), seconds, temperature, thermistor, salinity, map.TextOr("segment", ""),
            [.. electrodes.Select(e => e.Column)], [.. electrodes.Select(e => e.VoltsPerUnit)], [.. electrodes.Select(e => e.Offset)]);
    }

    private static ThermistorCurve Thermistor(YamlMap map)
    {
        map.Allow("'thermistor'", "polynomial", "steinhart-hart");
        bool steinhart = map.Find("steinhart-hart") is not null;
        if (steinhart == map.Find("polynomial") is not null)
            throw map.Place.Error("'thermistor' needs 'polynomial' or 'steinhart-hart', one of them.");
        YamlEntry entry = map.Require(steinhart ? "steinhart-hart" : "polynomial", "'thermistor'");
        ImmutableArray<double> coefficients = [.. YamlMap.ListOf(entry, "coefficients").Items.Select(i =>
            i is YamlText text && Quantity.TryNumber(text.Value, out double c) ? c
                : throw i.Place.Error($"a coefficient must be a number, not {i.Kind}."))];
        if (steinhart && coefficients.Length != 3) throw entry.Place.Error("'steinhart-hart' has three coefficients: A, B and C.");
        return new ThermistorCurve(steinhart, coefficients);
    }

    private static BackgroundIon Background(YamlMap map)
    {
        map.Allow("a background ion", "ion", "concentration");
        map.Require("concentration", "a background ion");
        return new BackgroundIon(
            ElectrodeYaml.IonOf(map.Require("ion", "a background ion")), IonYaml.Number(map, "concentration", Unit.Millimolar, 1, 1e-9, 5000) / 1000);
    }

    private static ImmutableArray<IonSet> Sets(YamlEntry entry, ImmutableArray<ElectrodeYaml> electrodes)
    {
        var sets = ImmutableArray.CreateBuilder<IonSet>();
        var taken = new HashSet<int>();
        foreach (YamlMap map in IonYaml.Maps(entry, "sets"))
        {
            string name = map.RequireText("name", "a set"), where = $"the set '{name}'";
            map.Allow(where, "name", "electrodes", "agreement", "departure", "fastest-process");
            if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
                throw map.Place.Error($"'{name}' is no name of a set: only letters, digits, '-', '_' and '.' are.");
            if (electrodes.Any(e => e.Electrode.Name == name) || sets.Any(s => s.Name == name))
                throw map.Place.Error($"the name '{name}' is taken already.");
            var members = ImmutableArray.CreateBuilder<int>();
            YamlList list = YamlMap.ListOf(map.Require("electrodes", where), "electrodes");
            foreach (YamlNode node in list.Items)
            {
                string member = (node as YamlText)?.Value ?? throw node.Place.Error($"a member of {where} must be a name, not {node.Kind}.");
                int index = electrodes.ToList().FindIndex(e => e.Electrode.Name == member);
                if (index < 0)
                    throw node.Place.Error($"there is no electrode '{member}'{DidYouMean.Hint(member, electrodes.Select(e => e.Electrode.Name))}.");
                if (!electrodes[index].Electrode.GivesPH) throw node.Place.Error($"'{member}' gives no pH by itself and cannot be fused.");
                if (!taken.Add(index)) throw node.Place.Error($"'{member}' is in a set already.");
                members.Add(index);
            }
            if (members.Count < 2) throw list.Place.Error($"{where} needs two electrodes at least.");
            double agreement = IonYaml.Number(map, "agreement", Unit.PH, 0.020, 1e-4, 2);
            sets.Add(new IonSet(name, members.ToImmutable(), agreement,
                IonYaml.Number(map, "departure", Unit.PH, Math.Max(0.06, 3 * agreement), agreement, 10),
                IonYaml.Number(map, "fastest-process", Unit.One, 0.1, 1e-4, 1e3)));
        }
        return sets.ToImmutable();
    }

    /// <summary>Every ion that interferes is measured or known, and no ion is measured twice in the joint solution.</summary>
    private static void Check(IonArrayCalibration calibration, ImmutableArray<ElectrodeYaml> electrodes)
    {
        int[] joint = [.. IonArraySensor.Jointly(calibration.Electrodes)];
        var measured = new Dictionary<IonSpecies, string>();
        foreach (int i in joint)
        {
            IonElectrode e = calibration.Electrodes[i];
            if (!measured.TryAdd(e.Ion, e.Name))
                throw electrodes[i].Place.Error(
                    $"'{measured[e.Ion]}' measures {e.Ion.Symbol} already; the joint solution has one electrode for an ion.");
            if (calibration.Background.Any(b => b.Ion == e.Ion))
                throw electrodes[i].Place.Error($"{e.Ion.Symbol} is measured here and is a background ion as well.");
        }
        foreach (int i in joint)
        {
            foreach (Selectivity s in calibration.Electrodes[i].Selectivities)
            {
                if (measured.ContainsKey(s.Interferent) || calibration.Background.Any(b => b.Ion == s.Interferent)) continue;
                throw electrodes[i].Place.Error(
                    $"'{calibration.Electrodes[i].Name}' answers to {s.Interferent.Symbol}, which no electrode measures and no background gives.");
            }
        }
    }
}
