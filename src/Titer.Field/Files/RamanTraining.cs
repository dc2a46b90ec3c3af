using Titer.Core;
using Titer.Sensing.Raman.Calibration;
using Titer.Sensing.Raman.Regression;

namespace Titer.Field.Files;

/// <summary>How the samples of a training file are left out in cross-validation.</summary>
/// <param name="Group">Column of batches or samples: each is left out whole.</param>
/// <param name="Folds">Column of parts made by somebody else; used as they are.</param>
public readonly record struct RamanParts(string? Group, string? Folds);

/// <summary>Turns a file of spectra with reference values into a training set.</summary>
public static class RamanTraining
{
    private const int LeastSamples = 20, MostFolds = 20, DefaultFolds = 10;
    // Ten parts of so many spectra say as much as twenty of few, at half the cost.
    private const int Many = 300;

    /// <param name="unit">Of the reference values; the one in the header's brackets, or g/L, when null.</param>
    /// <param name="skipBad">Leaves out rows that cannot be used instead of refusing the file.</param>
    /// <returns>The set, and the rows left out.</returns>
    /// <exception cref="InputException">A column is missing, a row cannot be used, or there are too few rows or parts.</exception>
    public static (TrainingSet Set, int[] Rows, int Skipped) Read(
        RamanSpectra file, string target, RamanParts parts, Unit? unit = null, double? ceiling = null, bool skipBad = false)
    {
        (double[] reference, Unit? ofHeader) = file.Reference(target);
        if (unit is { } asked && ofHeader is { } written && asked != written)
            throw new InputException($"{file.Table.File}:1", $"Column {target} is in {written.Code}, and {asked.Code} was asked for.");
        string[]? labels = (parts.Folds ?? parts.Group) is { } column ? file.Texts(column) : null;
        var rows = new List<int>();
        for (int row = 0; row < reference.Length; row++)
        {
            string? problem = Problem(file, row, reference[row], target, ceiling);
            if (problem is null && labels is not null && labels[row].Length == 0) problem = $"Column {parts.Folds ?? parts.Group} is empty here";
            if (problem is null) rows.Add(row);
            else if (!skipBad) throw new InputException(file.Table.Place(row), $"{problem}; --skip-bad leaves such rows out.");
        }
        if (rows.Count < LeastSamples)
            throw new InputException(file.Table.File, $"{rows.Count} spectra with reference values can be used, and at least {LeastSamples} "
                + $"are needed.");
        double[] values = [.. rows.Select(r => reference[r])];
        if (values.Max() == values.Min()) throw new InputException(file.Table.File, $"All values of {target} are {values[0]}; there is "
            + $"nothing to learn from.");
        string[]? kept = labels is null ? null : [.. rows.Select(r => labels[r])];
        int[] samples = Samples(file, rows, parts.Folds);
        int[] group = parts.Group is null ? samples : Labels(Folds.ByLabel(kept!));
        Folds outer = parts.Folds is not null ? Folds.ByLabel(kept!)
            : Grouping.Parts(group, parts.Group is not null && rows.Count <= Many ? MostFolds : DefaultFolds);
        if (outer.Count < 3)
            throw new InputException(file.Table.File, $"{((parts.Folds ?? parts.Group) is { } by ? $"Column {by}" : "What the rows say")} makes "
                + $"{(outer.Count == 1 ? "one part" : $"{outer.Count} parts")}, and cross-validation inside cross-validation needs at least three.");
        var set = new TrainingSet(file.Spectra.Take(rows.ToArray()), file.Axis, target, unit ?? ofHeader ?? Unit.GramPerLitre, values,
            Labels(outer), group);
        return (set, [.. rows], reference.Length - rows.Count);
    }

    private static string? Problem(RamanSpectra file, int row, double reference, string target, double? ceiling)
    {
        if (!double.IsFinite(reference)) return $"There is no value of {target} here";
        ReadOnlySpan<double> spectrum = file.Spectra.Row(row);
        for (int j = 0; j < spectrum.Length; j++)
            if (!double.IsFinite(spectrum[j])) return $"The spectrum has no value at {file.Axis.Wavenumbers[j]} /cm";
        if (SpectrumSensor.IsSaturated(spectrum, ceiling)) return "The spectrum is saturated";
        return spectrum.ContainsAnyExcept(spectrum[0]) ? null : "The spectrum is the same value in every channel";
    }

    /// <summary>Spectra of one sample: rows that say the same in every column but the channels and the parts.</summary>
    private static int[] Samples(RamanSpectra file, List<int> rows, string? folds) => Labels(Folds.ByLabel([.. rows.Select(row => string.Join('\n',
        file.Others.Where(c => !file.Table.Header[c].Equals(folds, StringComparison.OrdinalIgnoreCase)).Select(c => file.Table.Text(row, c))))]));

    private static int[] Labels(Folds folds) => [.. Enumerable.Range(0, folds.Samples).Select(i => folds[i])];
}
