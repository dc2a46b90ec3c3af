using System.Globalization;
using Titer.Core;
using Titer.Field.Files;
using Titer.Numerics;
using Titer.Sensing.Raman.Calibration;

namespace Titer.Field.Tests.Files;

public class RamanSpectraTests
{
    private const int Rows = 30, Channels = 40;

    private static string Header(int channel) => (500 + 5 * channel).ToString(CultureInfo.InvariantCulture);

    /// <summary>Cells of a file, to be spoiled: sample, batch, Glucose, then the channels.</summary>
    private static string[][] Cells()
    {
        var rows = new List<string[]> { (string[])["Sample", "Batch", "Glucose", .. Enumerable.Range(0, Channels).Select(Header)] };
        for (int i = 0; i < Rows; i++)
            rows.Add([$"s{i}", $"b{i / 5}", (0.5 * i).ToString(CultureInfo.InvariantCulture),
                .. Enumerable.Range(0, Channels).Select(j => (100 + i * Math.Exp(-0.05 * (j - 20) * (j - 20)) + j % 7).ToString("R", CultureInfo.InvariantCulture))]);
        return [.. rows];
    }

    private static T With<T>(string[][] cells, Func<string, T> use, string delimiter = ",")
    {
        using var folder = new TempFolder();
        File.WriteAllLines(folder["s.csv"], cells.Select(r => string.Join(delimiter, r)));
        return use(folder["s.csv"]);
    }

    private static (TrainingSet Set, int[] Rows, int Skipped) Train(string file, string target = "Glucose", string? group = "Batch", bool skip = false) =>
        RamanTraining.Read(RamanSpectra.Read(file), target, new RamanParts(group, null), skipBad: skip);

    [Fact]
    public void Channels_are_found_by_their_numbers_and_falling_ones_are_turned_round()
    {
        string[][] cells = Cells(), falling = [.. cells.Select(r => (string[])[r[0], r[1], r[2], .. r[3..].Reverse()])];
        (TrainingSet a, _, _) = With(cells, f => Train(f));
        (TrainingSet b, _, _) = With(falling, f => Train(f));
        Assert.Equal((Rows, Channels), (a.Spectra.Rows, a.Spectra.Columns));
        Assert.Equal(500, a.Axis.First);
        Assert.Equal(a.Hash(), b.Hash());
        Assert.Equal([0, 0, 0, 0, 0, 1], a.Group[..6]);
        Assert.Equal(Unit.GramPerLitre, a.Unit);
    }

    [Fact]
    public void Semicolons_with_decimal_commas_units_in_headers_and_the_X_of_R_are_understood()
    {
        string[][] cells = [.. Cells().Select(r => (string[])[.. r.Select(c => c.Replace('.', ','))])];
        Assert.Equal(With(Cells(), f => Train(f)).Set.Hash(), With(cells, f => Train(f), ";").Set.Hash());
        string[][] units = Cells();
        for (int j = 3; j < units[0].Length; j++) units[0][j] += " cm-1";
        units[0][2] = "Glucose [mM]";
        Assert.Equal(Unit.Millimolar, With(units, f => Train(f)).Set.Unit);
        string[][] r = Cells();
        for (int j = 3; j < r[0].Length; j++) r[0][j] = "X" + r[0][j];
        Assert.Equal(With(Cells(), f => Train(f)).Set.Hash(), With(r, f => Train(f)).Set.Hash());
    }

    public static TheoryData<int, int, string, string> Mistakes => new()
    {
        { 0, 2, "Lactate", "No column Glucose" },
        { 0, 1, "Lot", "No column Batch" },
        { 0, 2, "Glucose [furlong]", "not a unit" },
        { 0, 5, "520", "not in order" },
        { 4, 10, "", "has no value at 535 /cm" },
        { 4, 10, "NaN", "has no value at 535 /cm" },
        { 4, 10, "high", "'high'" },
        { 4, 2, "", "no value of Glucose" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public void A_mistake_in_the_file_is_one_sentence_with_its_line(int row, int column, string text, string said)
    {
        string[][] cells = Cells();
        cells[row][column] = text;
        string message = With(cells, f => Assert.Throws<InputException>(() => Train(f)).Message);
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.Contains($"s.csv:{row + 1}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saturated_spectrum_is_refused_and_left_out_when_asked()
    {
        string[][] cells = Cells();
        for (int j = 15; j < 25; j++) cells[20][j] = "119";
        Assert.Contains("saturated", With(cells, f => Assert.Throws<InputException>(() => Train(f)).Message), StringComparison.Ordinal);
        Assert.Equal((Rows - 1, 1), With(cells, f => Train(f, skip: true)) is var (set, _, skipped) ? (set.Samples, skipped) : default);
    }

    [Fact]
    public void Too_few_rows_or_groups_are_refused()
    {
        Assert.Contains("at least 20", With(Cells()[..15], f => Assert.Throws<InputException>(() => Train(f)).Message), StringComparison.Ordinal);
        string[][] one = Cells();
        foreach (string[] row in one[1..]) row[1] = "b";
        Assert.Contains("at least three", With(one, f => Assert.Throws<InputException>(() => Train(f)).Message), StringComparison.Ordinal);
        Assert.Contains("wavenumber", With([.. Cells().Select(r => r[..8])], f => Assert.Throws<InputException>(() => Train(f)).Message), StringComparison.Ordinal);
    }

    [Fact]
    public void Spectra_of_another_axis_are_interpolated_within_it_and_refused_beyond()
    {
        RamanSpectra file = With(Cells(), RamanSpectra.Read);
        Assert.Null(RamanFrames.Of(file, file.Axis, out RowMatrix _));
        Assert.Contains("interpolated", RamanFrames.Of(file, new([.. Enumerable.Range(0, 35).Select(i => 512 + 5.0 * i)]), out RowMatrix _)!, StringComparison.Ordinal);
        // The file begins at 500: one channel may be missing at an end, two may not.
        Assert.Contains("interpolated", RamanFrames.Of(file, new([.. Enumerable.Range(0, 35).Select(i => 496 + 5.0 * i)]), out RowMatrix _)!, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => RamanFrames.Of(file, new([.. Enumerable.Range(0, 35).Select(i => 492 + 5.0 * i)]), out RowMatrix _));
        Assert.Throws<InputException>(() => RamanFrames.Of(file, new([.. Enumerable.Range(0, 40).Select(i => 400 + 5.0 * i)]), out RowMatrix _));
        Assert.Throws<InputException>(() => RamanFrames.Of(file, new([.. Enumerable.Range(0, 150).Select(i => 510 + 1.0 * i)]), out RowMatrix _));
    }
}
