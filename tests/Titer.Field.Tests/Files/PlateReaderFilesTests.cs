using CsCheck;
using Titer.Core;
using Titer.Field.Files;

namespace Titer.Field.Tests.Files;

public sealed class PlateReaderFilesTests : IDisposable
{
    private const string OxygenHeader = "\"time\",\"Presens_data.O2_value\",\"position\"";
    private readonly string _folder = Directory.CreateTempSubdirectory("plate-reader").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, params string[] lines)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllLines(file, lines);
        return file;
    }

    private InputException Refused() => Assert.Throws<InputException>(() => PlateReaderFiles.Open(_folder));

    [Fact]
    public void A_read_out_becomes_one_frame_per_variable_with_a_value_for_each_position()
    {
        Write("o2.csv", OxygenHeader, "\"2021-09-15T15:24:25.000Z\",\"95.5\",\"0\"", "\"2021-09-15T15:24:25.000Z\",\"0\",\"3\"", "\"2021-09-15T15:25:25.000Z\",\"94\",\"3\"");
        Write("ph.csv", "position,X.pH_value,time", "3,6.9,2021-09-15T15:24:25Z", "3,6.8,2021-09-15T15:25:25Z");

        PlateReaderFiles files = PlateReaderFiles.Open(_folder);

        Assert.Equal([0, 3], files.Positions);
        Assert.Equal(["plate-reader/o2", "plate-reader/ph", "plate-reader/o2", "plate-reader/ph"], files.Frames.Select(f => f.Source));
        Assert.Equal([0L, 0, 1, 1], files.Frames.Select(f => f.Sequence));
        Assert.Equal([95.5, 0], files.Frames[0]["reading"]);
        Assert.Equal([0.0, 3], files.Frames[0]["position"]);
        Assert.Equal([double.NaN, 6.9], files.Frames[1]["reading"]);
        Assert.Equal([double.NaN, 94], files.Frames[2]["reading"]);
        Assert.Equal(Unit.Percent, files.Frames[0].Channels[0].Unit);
        Assert.Equal(Unit.PH, files.Frames[1].Channels[0].Unit);
        Assert.Equal(new DateTimeOffset(2021, 9, 15, 15, 25, 25, TimeSpan.Zero), files.Frames[2].Time);
    }

    [Fact]
    public void Files_with_semicolons_decimal_commas_other_names_and_units_in_the_header_are_read()
    {
        Write("run 7 oxygen.csv", "time;Position;reader.O2_value [% a.s.]", "2024-01-01 10:00:00;0;95,25", "2024-01-01 12:01:00+02:00;0;", "");
        PlateReaderFiles files = PlateReaderFiles.Open(_folder);
        Assert.Equal(95.25, files.Frames[0]["reading"][0]);
        Assert.True(double.IsNaN(files.Frames[1]["reading"][0]));
        Assert.Equal(TimeSpan.FromMinutes(1), files.Frames[1].Time - files.Frames[0].Time);
    }

    [Fact]
    public void A_read_out_stamped_position_by_position_stays_together()
    {
        Write("o2.csv", OxygenHeader, "2024-01-01T10:00:00Z,90,0", "2024-01-01T10:00:07Z,91,1", "2024-01-01T10:01:00Z,92,0", "2024-01-01T10:01:07Z,93,1", "2024-01-01T10:02:07Z,94,1");
        PlateReaderFiles files = PlateReaderFiles.Open(_folder);
        Assert.Equal(3, files.Frames.Length);
        Assert.Equal([92.0, 93], files.Frames[1]["reading"]);
        Assert.Equal([double.NaN, 94], files.Frames[2]["reading"]);
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter_and_no_row_is_lost() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 12], Gen.Int[0, 1000]).Sample((positions, times, seed) =>
        {
            var rows = new List<string>();
            for (int t = 0; t < times; t++)
                for (int p = 0; p < positions; p++)
                    rows.Add($"2024-01-01T10:{t:00}:00Z,{50 + t + p / 10.0},{p * 3}");
            Write("o2.csv", [OxygenHeader, .. rows]);
            PlateReaderFiles ordered = PlateReaderFiles.Open(_folder);
            // A fixed scrambling of the rows, with every third one repeated.
            string[] scrambled = [.. rows.Concat(rows.Where((_, i) => i % 3 == 0)).OrderBy(r => unchecked((r[17] * 31 + r[^1] * 7 + r[15] * 13) * (seed + 17)) % 101)];
            Write("o2.csv", [OxygenHeader, .. scrambled]);
            PlateReaderFiles other = PlateReaderFiles.Open(_folder);

            Assert.Equal(positions * times, other.Readings);
            Assert.Equal((positions * times + 2) / 3, other.Duplicates);
            Assert.Equal(ordered.Frames.Select(f => f.Time), other.Frames.Select(f => f.Time));
            Assert.Equal(ordered.Frames.SelectMany(f => f["reading"]), other.Frames.SelectMany(f => f["reading"]));
        }, iter: 30, threads: 1); // one folder

    [Theory]
    [InlineData("time,value,position", "2024-01-01T10:00:00Z,1,0", ":1: No column ...O2_value or ...pH_value")]
    [InlineData("stamp,a.O2_value,position", "2024-01-01T10:00:00Z,1,0", ":1: No column time")]
    [InlineData("time,a.O2_value,well", "2024-01-01T10:00:00Z,1,0", ":1: No column position")]
    [InlineData("time,a.O2_value,b.O2_value,position", "2024-01-01T10:00:00Z,1,1,0", ":1: Two columns")]
    [InlineData("time,a.O2_value [mg/L],position", "2024-01-01T10:00:00Z,1,0", ":1: Column a.O2_value [mg/L] is in 'mg/L'")]
    [InlineData("time,a.O2_value,position", "2024-01-01T10:00:00Z,9x,0", ":2: '9x' in column a.O2_value is not a number")]
    [InlineData("time,a.O2_value,position", "yesterday,9,0", ":2: 'yesterday' is not a time")]
    [InlineData("time,a.O2_value,position", "1.5,9,0", ":2: '1.5' is not a time")]
    [InlineData("time,a.O2_value,position", ",9,0", ":2: '' is not a time")]
    [InlineData("time,a.O2_value,position", "2024-01-01T10:00:00Z,9,A01", ":2: 'A01' is not a position")]
    [InlineData("time,a.O2_value,position", "2024-01-01T10:00:00Z,9,-1", ":2: '-1' is not a position")]
    [InlineData("time,a.O2_value,position", "2024-01-01T10:00:00Z,9", ":2: The row has 2 cells")]
    [InlineData("time,a.O2_value,position", "2024-01-01T10:00:00Z,9,0\n2024-01-01T10:00:00Z,8,0", ":3: Position 0 has two readings")]
    [InlineData("time,a.O2_value,position", null, "no readings")]
    public void Bad_input_is_one_sentence_with_its_place(string header, string? rows, string message)
    {
        string file = Write("o2.csv", rows is null ? [header] : [header, .. rows.Split('\n')]);
        InputException refused = Refused();
        Assert.StartsWith(file, refused.Message, StringComparison.Ordinal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_folder_a_missing_folder_and_an_empty_file_are_refused()
    {
        Assert.Contains("no CSV file", Refused().Message, StringComparison.Ordinal);
        Assert.Contains("no such folder", Assert.Throws<InputException>(() => PlateReaderFiles.Open(Path.Combine(_folder, "none"))).Message, StringComparison.Ordinal);
        Write("ph.csv");
        Assert.Contains("empty", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_48_cultures_of_the_reference_run_are_read_completely()
    {
        PlateReaderFiles files = PlateReaderFiles.Open(Repository.SharedData("presens"));
        Assert.Equal(48, files.Positions.Length);
        Assert.Equal(2 * 51984, files.Readings);
        Assert.Equal(0, files.Duplicates);
        Assert.Equal(2 * 1083, files.Frames.Length);
        Assert.All(files.Frames, f => Assert.DoesNotContain(double.NaN, f["reading"]));
    }
}
