using System.Globalization;
using Titer.Core;

namespace Titer.App.Laboratory.Forms;

/// <summary>What was entered into the fields of a form, checked as the command checks its options.</summary>
internal sealed class FormEntries
{
    private const int LongestText = 2000;

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _files = new(StringComparer.Ordinal);

    public void Set(string name, string text)
    {
        if (text.Length > LongestText) throw new InputException(name, $"the text has more than {LongestText} characters.");
        _texts[name] = text.Trim();
    }

    /// <param name="path">Where the file lies.</param>
    public void AddFile(string name, string path)
    {
        if (!_files.TryGetValue(name, out List<string>? all)) _files[name] = all = [];
        all.Add(path);
    }

    /// <summary>Null when nothing was entered.</summary>
    public string? Text(string name) => _texts.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    public string Required(string name) => Text(name) ?? throw Missing(name);

    public double? Number(string name) => Text(name) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
        : throw new InputException(name, $"{Visible.Quoted(text)} is not a number.");

    public int? Whole(string name) => Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value
        : throw new InputException(name, $"{Visible.Quoted(text)} is not a whole number.");

    public bool Switch(string name) => Text(name) == bool.TrueString;

    public string? File(string name) => _files.GetValueOrDefault(name)?[0];

    public string RequiredFile(string name) => File(name) ?? throw Missing(name);

    public string[] FilesIfAny(string name) => [.. _files.GetValueOrDefault(name, [])];

    public string[] Files(string name) => FilesIfAny(name) is { Length: > 0 } all ? all : throw Missing(name);

    private static InputException Missing(string name) =>
        new(name.StartsWith('-') ? $"Option '{name}' is required." : "Required argument missing: a file.");
}
