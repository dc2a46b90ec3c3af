using System.Text;
using Titer.Core;
using Titer.Field.Files;
using Titer.Tests;

namespace Titer.Field.Tests.Files;

public sealed class BindingFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private List<RecordedCycle> Read(string text, Encoding? encoding = null)
    {
        File.WriteAllBytes(_folder["x.txt"], (encoding ?? new UTF8Encoding(false)).GetBytes(text));
        return BindingFile.Read(_folder["x.txt"]);
    }

    private string Refusal(string text) => Assert.Throws<InputException>(() => Read(text)).Message;

    [Theory]
    [InlineData("latin1")]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void Pairs_of_columns_are_cycles_whatever_the_encoding_of_their_names(string encoding)
    {
        var e = Encoding.GetEncoding(encoding);
        string text = "Cycle: 1  A  25 µg _X\tCycle: 1  A  25 µg _Y\tB_X\tB_Y\r\n-1\t0.5\t0\t1\r\n0\t9.29296e-3\t1\t2\r\n1\t2\t\t\r\n";
        List<RecordedCycle> cycles = Read(encoding == "utf-16" ? "\uFEFF" + text : text, e);
        Assert.Equal(["Cycle: 1 A 25 µg", "B"], cycles.Select(c => c.Name));
        Assert.Equal([-1.0, 0, 1], cycles[0].Times);
        Assert.Equal([0.5, 9.29296e-3, 2], cycles[0].Responses);
        Assert.Equal([0.0, 1], cycles[1].Times);
    }

    [Fact]
    public void Long_format_has_a_cycle_a_name_and_its_concentration()
    {
        List<RecordedCycle> cycles = Read("Time (s);Response [RU];Cycle;Concentration (nM)\n0;1,5;a;10\n0;2,5;b;20\n1;1,75;a;10\n");
        Assert.Equal([("a", 10.0, 2), ("b", 20.0, 1)], cycles.Select(c => (c.Name, c.Concentration, c.Times.Length)));
        Assert.Equal(1.75, cycles[0].Responses[1]);
    }

    [Fact]
    public void One_time_column_serves_all_cycles_beside_it()
    {
        List<RecordedCycle> cycles = Read("# a comment\ntime,10 nM,20 nM\n0,1,2\n1,3,4\n");
        Assert.Equal(["10 nM", "20 nM"], cycles.Select(c => c.Name));
        Assert.Equal([2.0, 4], cycles[1].Responses);
    }

    [Fact]
    public void A_gap_that_the_instrument_blanked_is_counted_and_left_out()
    {
        RecordedCycle cycle = Assert.Single(Read("a_X\ta_Y\n0\t1\n1\t\n2\t3\n"));
        Assert.Equal((2, 1), (cycle.Times.Length, cycle.Missing));
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("a_X\ta_Y\n", "The file has a header and no rows.")]
    [InlineData("a,b\n1,2\n", "x.txt:1: No sensorgrams are here: neither pairs of columns ..._X and ..._Y, nor a column time; the columns are a, b.")]
    [InlineData("a_X\tb_Y\n0\t1\n", "x.txt:1: Column a_X has no partner a_Y.")]
    [InlineData("a_X\ta_Y\n0\t1\n0\t2\n", "x.txt:3: The time of the cycle 'a' does not rise: 0 comes after 0.")]
    [InlineData("a_X\ta_Y\n0\t1\n1\tx\n", "x.txt:3: 'x' in column a_Y is not a number.")]
    [InlineData("a_X\ta_Y\n0\t1\n\t2\n", "x.txt:3: The cycle 'a' has a response without a time.")]
    [InlineData("time,response,who\n0,1,2\n", "x.txt:1: No column cycle; the columns are time, response, who.")]
    [InlineData("time,response,cycle,conc\n0,1,a,5\n1,2,a,6\n", "x.txt:3: The cycle 'a' has the concentration 6 here and 5 before.")]
    [InlineData("time,response,cycle,conc\n0,1,a,-5\n", "x.txt:2: The concentration of the cycle 'a' is negative: -5.")]
    [InlineData("a_X\ta_Y\n\u0000\u0001\t1\n", "This is no text file.")]
    public void What_is_wrong_is_one_sentence_with_its_place(string text, string says) => Assert.EndsWith(says, Refusal(text));

    [Fact]
    public void A_folder_and_a_missing_file_are_said_to_be_so()
    {
        Assert.EndsWith("This is a folder, not a file.", Assert.Throws<InputException>(() => BindingFile.Read(_folder.Path)).Message);
        Assert.EndsWith("There is no such file.", Assert.Throws<InputException>(() => BindingFile.Read(_folder["none"])).Message);
    }

    [Fact]
    public void A_saturated_cycle_is_refused_and_a_plateau_is_not()
    {
        string Cycle(double ceiling) => "a_X\ta_Y\n" + string.Concat(Enumerable.Range(0, 300).Select(i =>
            FormattableString.Invariant($"{i}\t{Math.Min(ceiling, 100 * (1 - Math.Exp(-i / 40.0)) + 0.3 * Math.Sin(7.3 * i))}\n")));
        Assert.Contains("is saturated", Refusal(Cycle(80)));
        Assert.Single(Read(Cycle(1000)));
    }
}
