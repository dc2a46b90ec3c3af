using Titer.Core;
using Titer.Field.Files;
using Titer.Tests;

namespace Titer.Field.Tests.Files;

public sealed class PcrFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }

    [Theory]
    [InlineData("Assay1 Amplitude,Assay2 Amplitude,Cluster\n1,2,1\n3,4,2\n", "Assay1,Assay2")]
    [InlineData("Ch1 Amplitude,Ch2 Amplitude\n1,2\n3,4\n", "Ch1,Ch2")]
    [InlineData("\uFEFFCh1Amplitude;Ch2Amplitude;Cluster\n1,0;2,0;1\n3,0;4,0;1\n", "Ch1,Ch2")]
    [InlineData("Channel 1 Amplitude (RFU)\tCluster\n1\t1\n3\t1\n", "Channel 1")]
    [InlineData("Event,FAM,HEX\n9,1,2\n8,3,4\n", "FAM,HEX")]
    [InlineData("Ch1 Amplitude,Ch2 Amplitude\n1,\n3,\n", "Ch1")]
    public void Droplet_files_of_several_makers_are_read(string text, string signals)
    {
        PcrFile file = PcrFile.Read(Write("Plate7_b3_Amplitude.csv", text));
        Assert.Equal(PcrKind.Digital, file.Kind);
        PcrWell well = Assert.Single(file.Wells);
        Assert.Equal("B03", well.Well);
        Assert.Equal(signals, string.Join(',', well.Signals));
        Assert.Equal([1.0, 3.0], well.Channels[0].Values);
        Assert.Equal("amplitude-1", well.Channels[0].Name);
        if (well.Channels.Length == 2) Assert.Equal([2.0, 4.0], well.Channels[1].Values);
    }

    private static string Cycles(string header, Func<int, string> row) => header + "\n" + string.Concat(Enumerable.Range(1, 40).Select(c => row(c) + "\n"));

    [Fact]
    public void Curves_are_read_wide_and_long_alike()
    {
        PcrFile wide = PcrFile.Read(Write("wide.csv", Cycles("Cycle,A1,b12", c => $"{c},{c * 2},{c * 3}")));
        PcrFile spread = PcrFile.Read(Write("long.csv", Cycles("Well;Well Position;Cycle;Target Name;Rn;Delta Rn", c => $"1;A1;{c};x;{c * 2},0;0") + string.Concat(
            Enumerable.Range(1, 40).Select(c => $"24;B12;{c};x;{c * 3},0;0\n"))));
        foreach (PcrFile file in (PcrFile[])[wide, spread])
        {
            Assert.Equal(PcrKind.RealTime, file.Kind);
            Assert.Equal(["A01", "B12"], file.Wells.Select(w => w.Well));
            Assert.Equal(40, file.Wells[1].Channels[0].Values.Length);
            Assert.Equal(120, file.Wells[1].Channels[1].Values[^1]);
        }
    }

    [Theory]
    [InlineData("a,b\n1,2\n", ":1: The columns have neither droplet amplitudes")]
    [InlineData("Ch1 Amplitude,Ch2 Amplitude\n1,2\n3,x\n", ":3: 'x' in column Ch2 Amplitude is not a number.")]
    [InlineData("Ch1 Amplitude,Ch2 Amplitude\n1,2\n3,NaN\n", ":3: There is no amplitude in column Ch2 Amplitude.")]
    [InlineData("Ch1 Amplitude,Ch2 Amplitude\n1,2\n3\n", ":3: The row has 1 cells, the header 2.")]
    [InlineData("Ch1 Amplitude,Ch2 Amplitude,Ch3 Amplitude\n1,2,3\n", ":1: There are 3 columns of amplitudes")]
    [InlineData("Ch1 Amplitude\n", "The file has a header and no rows.")]
    [InlineData("", "The file is empty.")]
    [InlineData("\0\u0001\u0002", "This is no text file.")]
    [InlineData("Cycle,A1\n1,5\n2,6\n", "There are 2 cycles")]
    [InlineData("Cycle,A1\n1,5\n3,6\n2,6\n", ":4: Cycle 2 comes after cycle 3; cycles must rise.")]
    [InlineData("Cycle\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n", ":1: There is a column of cycles and no column of a well.")]
    public void What_cannot_be_read_is_one_sentence_with_its_place(string text, string sentence)
    {
        InputException problem = Assert.Throws<InputException>(() => PcrFile.Read(Write("x.csv", text)));
        Assert.Contains(sentence, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }

    [Fact]
    public void A_hole_in_a_curve_is_named_with_its_well()
    {
        string file = Write("x.csv", Cycles("Cycle,A1,A2", c => c == 17 ? "17,5," : $"{c},5,6"));
        Assert.Contains(":18: There is no fluorescence of well A02", Assert.Throws<InputException>(() => PcrFile.Read(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Well,Quantity\nA1,100\nA01,10\n", ":3: Well A01 comes twice.")]
    [InlineData("Well,Quantity\nA1,-5\n", ":2: The quantity of well A01 must be zero or more copies per uL.")]
    [InlineData("Well,Amount\nA1,5\n", "No column Quantity")]
    public void A_wrong_plan_of_standards_is_one_sentence(string text, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<InputException>(() => PcrStandards.Read(Write("s.csv", text))).Message, StringComparison.Ordinal);
}
