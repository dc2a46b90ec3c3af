using System.Globalization;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Processes.Downstream;

namespace Titer.Plant.Downstream;

/// <summary>Key figures of the way from bulk to dose, as far as a batch has come, from the events that the loop wrote.</summary>
internal sealed class DoseFigures
{
    private readonly Dictionary<string, string> _notes = [];
    private Event? _life;

    public void Take(Event e)
    {
        if (e.Code == ShelfLife.Code) _life = e;
        if (e.Code != DoseStep.Code) return;
        foreach ((string key, string text) in e.Data)
            if (key.StartsWith(Note, StringComparison.Ordinal)) _notes[key[Note.Length..]] = text;
    }

    public IEnumerable<KeyFigure> Figures()
    {
        if (Noted("vials", "vials filled", "Vials", "vials", Unit.One, "F0") is { } vials) yield return vials;
        if (Noted("doses", "doses filled", "Doses", "doses", Unit.One, "F0") is { } doses) yield return doses;
        if (Noted(Encapsulated, "RNA inside particles in a dose", "RNA inside, dose", "encapsulated_rna_ug_per_dose",
            Unit.Microgram, "F2") is { } dose)
            yield return dose;
        if (Noted("size", "nanoparticle size", "Size", "size_nm", Unit.Nanometre, "F0") is { } size) yield return size;
        if (Noted("encapsulation", "encapsulation", "Encapsulation", "encapsulation_percent", Unit.Percent, "F1") is { } share) yield return share;
        if (_life is null) yield break;
        double low = Number(_life.Data["low"]), high = Number(_life.Data["high"]);
        yield return new("shelf life", "Shelf life", "shelf_life_d", Number(_life.Data["shelf life"]), Unit.Day, "F0")
        {
            Remark = string.Create(CultureInfo.InvariantCulture, $"at {Number(_life.Data["temperature"]):G3} Cel"),
        };
        yield return new("shelf life low", "Shelf life from", "shelf_life_low_d", low, Unit.Day, "F0") { Remark = "lower end of its 95 % interval" };
        yield return new("shelf life high", "Shelf life to", "shelf_life_high_d", high, Unit.Day, "F0") { Remark = "upper end" };
    }

    /// <summary>Name of the note with the RNA inside particles in a dose.</summary>
    public const string Encapsulated = "RNA inside particles in a dose";

    private const string Note = "note ", Uncertainty = "standard uncertainty ";

    private KeyFigure? Noted(string note, string name, string label, string key, Unit unit, string format)
    {
        if (!_notes.TryGetValue(note, out string? text)) return null;
        int at = text.IndexOf(Uncertainty, StringComparison.Ordinal);
        return new KeyFigure(name, label, key, Number(text), unit, format)
        {
            Uncertainty = at < 0 ? null : double.Parse(text.AsSpan(at + Uncertainty.Length).TrimEnd(')'), CultureInfo.InvariantCulture),
        };
    }

    private static double Number(string text) => double.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);
}
