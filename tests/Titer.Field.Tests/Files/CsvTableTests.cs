using Titer.Core;
using Titer.Field.Files;

namespace Titer.Field.Tests.Files;

public sealed class CsvTableTests
{
    [Theory]
    [InlineData("time,V\n2026-03-01T08:00:00Z,1.5\n2026/03/01 09:00:00,\n")]
    [InlineData("\uFEFFtime;V\n2026-03-01T08:00:00Z;1,5\n\n2026/03/01 09:00:00;NaN\n")]
    [InlineData("time\tV\r\n2026-03-01T10:00:00+02:00\t1,5\r\n2026/03/01 09:00:00\tNA\r\n")]
    public void The_same_table_is_read_from_commas_semicolons_and_tabs(string text)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["table.csv"], text);
        CsvTable table = CsvTable.Read(folder["table.csv"]);
        Assert.Equal(2, table.Rows);
        Assert.Equal(["time", "V"], table.Header);
        Assert.Equal([1.5, double.NaN], table.Numbers("v"));
        Assert.Equal([new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero)], table.Times("time"));
    }

    [Fact]
    public void A_row_of_thousands_of_channels_is_read_whole()
    {
        using var folder = new TempFolder();
        string header = string.Join(',', Enumerable.Range(400, 20_000)), row = string.Join(',', Enumerable.Range(0, 20_000).Select(i => i * 0.001234567890123));
        File.WriteAllText(folder["wide.csv"], $"{header}\n{row}\n");
        Assert.Equal(19_999 * 0.001234567890123, CsvTable.Read(folder["wide.csv"]).Number(0, 19_999));
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("a,b\n", "The file has a header and no rows.")]
    [InlineData("a,b\n1\n", "table.csv:2: The row has 1 cells, the header 2.")]
    [InlineData("a,b\n1,2\n1,2,3\n", "table.csv:3: The row has 3 cells, the header 2.")]
    [InlineData("a,c\n1,2\n", "table.csv:1: No column b; the columns are a, c.")]
    [InlineData("a,b,B\n1,2,3\n", "table.csv:1: There are 2 columns b.")]
    [InlineData("a,b\n1,2\n1,two\n", "table.csv:3: 'two' in column b is not a number.")]
    [InlineData("a,b\n1,Infinity\n", "table.csv:2: 'Infinity' in column b is not a number.")]
    [InlineData("a\0,b\n1,2\n", "This is no text file.")]
    public void What_is_wrong_is_one_sentence_with_its_place(string text, string said)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["table.csv"], text);
        var error = Assert.Throws<InputException>(() => CsvTable.Read(folder["table.csv"]).Numbers("b"));
        Assert.EndsWith(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_and_a_file_that_is_not_there_are_said_so()
    {
        using var folder = new TempFolder();
        Assert.EndsWith("This is a folder, not a file.", Assert.Throws<InputException>(() => CsvTable.Read(folder.Path)).Message, StringComparison.Ordinal);
        Assert.EndsWith("There is no such file.", Assert.Throws<InputException>(() => CsvTable.Read(folder["none.csv"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3/4/2021")]
    [InlineData("1.5")]
    [InlineData("noon")]
    public void A_time_that_could_mean_two_things_is_refused(string time)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["table.csv"], $"t\n{time}\n");
        Assert.Throws<InputException>(() => CsvTable.Read(folder["table.csv"]).Times("t"));
    }
}
