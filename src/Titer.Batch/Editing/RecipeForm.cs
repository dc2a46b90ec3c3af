using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Batch.Editing;

/// <summary>
/// A recipe's text as a form. What is wrong in it does not matter here, as long as it is YAML: a field shows what is written, and the check says what it thinks of
/// that. Immutable.
/// </summary>
public sealed class RecipeForm
{
    private static readonly string[] Timeouts = ["alarm", "hold", "continue"], Objectives = ["titre", "mass"];

    private readonly YamlMap _root;
    private readonly Equipment? _equipment;
    private readonly ImmutableArray<string> _parameters;

    private RecipeForm(YamlMap root, Equipment? equipment)
    {
        (_root, _equipment) = (root, equipment);
        _parameters = [.. Map(YamlPath.Of("formula"))?.Entries.Select(e => e.Key) ?? []];
        Groups = [Header(), .. Parameters(), .. Strategy(), .. Phases()];
    }

    /// <summary>In the order of the recipe.</summary>
    public ImmutableArray<FormGroup> Groups { get; }

    /// <summary>Variables that a set point can be added for.</summary>
    public IEnumerable<string> Variables => _equipment?.Controlled.Keys.Select(t => t.Name) ?? [];

    /// <param name="equipment">Whose ranges the fields show; null when it is not known.</param>
    /// <exception cref="InputException">The text is no YAML mapping; the sentence names the line.</exception>
    public static RecipeForm Of(string file, string text, RecipeFile? equipment) =>
        new(YamlMap.MapOf(YamlEdit.Parse(file, text), "a recipe"), Readable(equipment));

    /// <summary>The text with another value in a field; one that is emptied and may be left away goes.</summary>
    public static string Set(string text, FormField field, string value)
    {
        string wanted = value.Trim();
        if (wanted.Length == 0 && field.IsOptional) return YamlEdit.Remove(text, field.Path);
        YamlNode root = YamlEdit.Parse("", text);
        // A set point that is a value alone has no place for a tolerance yet.
        return field.Path.In(root) is null && field.Path.Parent.In(root) is YamlText alone
            ? YamlEdit.SetFlow(text, field.Path.Parent, [("to", alone.Value), (field.Path.Last, wanted)])
            : YamlEdit.Set(text, field.Path, wanted);
    }

    /// <summary>The text with a further set point in a phase.</summary>
    public static string AddSetPoint(string text, YamlPath phase, string variable, string value)
    {
        YamlPath set = phase.Add("set");
        return set.In(YamlEdit.Parse("", text)) is YamlMap ? YamlEdit.Set(text, set.Add(variable), value) : YamlEdit.SetFlow(text, set, [(variable, value)]);
    }

    private static Equipment? Readable(RecipeFile? file)
    {
        try
        {
            return file is null ? null : EquipmentReader.Read(file);
        }
        catch (InputException)
        {
            return null; // the check says what is wrong with it
        }
    }

    private FormGroup Header()
    {
        var at = new YamlPath([]);
        return new(FormGroupKind.Header, "", at, 1,
            [Field(at, "recipe"), Field(at, "version"), Field(at, "description") with { IsOptional = true }, Field(at, "equipment")]);
    }

    private IEnumerable<FormGroup> Parameters()
    {
        foreach (string name in _parameters)
        {
            YamlPath at = YamlPath.Of("formula", name);
            Unit? unit = Quantity.TryUnit(Text(at.Add("unit")) ?? "", out Unit known, out _) ? known : null;
            FormField number = Field(at, "value", FormFieldKind.Number) with { Unit = unit };
            yield return new(FormGroupKind.Parameter, name, at, LineOf(at),
            [
                number with { Low = Number(at.Add("low")), High = Number(at.Add("high")) }, Field(at, "unit"),
                Field(at, "low", FormFieldKind.Number) with { Unit = unit }, Field(at, "high", FormFieldKind.Number) with { Unit = unit },
                Field(at, "description") with { IsOptional = true },
            ]);
        }
    }

    private IEnumerable<FormGroup> Strategy()
    {
        YamlPath at = YamlPath.Of("strategy");
        if (Map(at) is null) yield break;
        yield return new(FormGroupKind.Strategy, "", at, LineOf(at),
        [
            Field(at, "objective", FormFieldKind.Choice) with { Choices = [.. Objectives] },
            Field(at, "enough", FormFieldKind.Quantity) with { Unit = Unit.GramPerLitre, IsOptional = true, Choices = _parameters },
            Field(at, "end", FormFieldKind.Quantity) with { Unit = Unit.Hour, Choices = _parameters }, Field(at, "every", FormFieldKind.Quantity) with { Unit = Unit.Hour },
            Field(at, "risk", FormFieldKind.Quantity) with { Unit = Unit.Percent, Low = 0, High = 50, IsOptional = true },
        ]);
        foreach ((string section, FormGroupKind kind) in ((string, FormGroupKind)[])[("moves", FormGroupKind.Move), ("limits", FormGroupKind.Limit)])
        {
            foreach (YamlEntry entry in Map(at.Add(section))?.Entries ?? [])
            {
                YamlPath range = at.Add(section).Add(entry.Key);
                yield return new(kind, entry.Key, range, LineOf(range),
                    [Ranged(Field(range, "low", FormFieldKind.Quantity), entry.Key, section), Ranged(Field(range, "high", FormFieldKind.Quantity), entry.Key, section)]);
            }
        }
    }

    private IEnumerable<FormGroup> Phases()
    {
        foreach ((YamlPath unit, _) in Items(YamlPath.Of("procedure")))
            foreach ((YamlPath operation, string operationName) in Items(unit.Add("operations"), "operation"))
                foreach ((YamlPath phase, string name) in Items(operation.Add("phases"), "phase"))
                {
                    yield return new(FormGroupKind.Phase, $"{operationName} / {name}", phase, LineOf(phase),
                    [
                        Field(phase, "phase"), Field(phase, "until", FormFieldKind.Condition),
                        Field(phase, "timeout", FormFieldKind.Quantity) with { Unit = Unit.Hour, IsOptional = true, Choices = _parameters },
                        Field(phase, "on-timeout", FormFieldKind.Choice) with { Choices = [.. Timeouts], IsOptional = true },
                        Field(phase, "strategy", FormFieldKind.Choice) with { Choices = [StrategyReader.Predictive], IsOptional = true },
                    ]);
                    foreach (YamlEntry entry in Map(phase.Add("set"))?.Entries ?? []) yield return SetPoint(phase.Add("set").Add(entry.Key), entry);
                }
    }

    private FormGroup SetPoint(YamlPath at, YamlEntry entry)
    {
        FormField to = entry.Value is YamlText alone
            ? new FormField(at, "to", FormFieldKind.Quantity, alone.Value, entry.Value.Place.Line)
            : Field(at, "to", FormFieldKind.Quantity);
        ControlledVariable? variable = Controlled(entry.Key);
        FormField Optional(string key) => Field(at, key, FormFieldKind.Quantity) with { IsOptional = true };
        return new(FormGroupKind.SetPoint, entry.Key, at, LineOf(at),
        [
            Ranged(to, entry.Key, "set") with { Choices = ["off", .. _parameters] }, Optional("tolerance") with { Unit = variable?.Unit },
            Optional("ramp") with { High = variable?.MaximumRate, Unit = variable?.Unit }, Optional("over") with { Unit = Unit.Hour, Choices = _parameters },
        ]);
    }

    /// <param name="section">Where the variable is named: <c>set</c>, or <c>moves</c> or <c>limits</c> of the strategy.</param>
    private FormField Ranged(FormField field, string name, string section)
    {
        if (!RecipeValues.TryTag(name, out Tag tag) || _equipment is null) return field;
        if (section == "limits") return _equipment.Readings.TryGetValue(tag, out ReadingDefinition? r) ? field with { Unit = r.Unit, Low = r.Low, High = r.High } : field;
        if (_equipment.Controlled.TryGetValue(tag, out ControlledVariable? c)) return field with { Unit = c.Unit, Low = c.Low, High = c.High };
        return section == "moves" && _equipment.Actuators.TryGetValue(tag, out Actuator? a) ? field with { Unit = a.Unit, Low = a.Low, High = a.High } : field;
    }

    private ControlledVariable? Controlled(string name) =>
        RecipeValues.TryTag(name, out Tag tag) && _equipment is { } unit && unit.Controlled.TryGetValue(tag, out ControlledVariable? variable) ? variable : null;

    private FormField Field(YamlPath at, string key, FormFieldKind kind = FormFieldKind.Text)
    {
        YamlPath path = at.Add(key);
        return new FormField(path, key, kind, Text(path) ?? "", LineOf(path.In(_root) is null ? at : path));
    }

    private IEnumerable<(YamlPath Path, string Name)> Items(YamlPath at, string nameKey = "unit-procedure") =>
        at.In(_root) is YamlList list ? list.Items.Select((_, i) => (at.Add(i), Text(at.Add(i).Add(nameKey)) ?? "")) : [];

    private YamlMap? Map(YamlPath at) => at.In(_root) as YamlMap;

    private string? Text(YamlPath at) => (at.In(_root) as YamlText)?.Value;

    private double? Number(YamlPath at) => Quantity.TryNumber(Text(at) ?? "", out double value) ? value : null;

    private int LineOf(YamlPath at) => at.In(_root)?.Place.Line ?? 1;
}
