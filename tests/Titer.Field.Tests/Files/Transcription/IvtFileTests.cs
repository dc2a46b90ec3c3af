using System.Globalization;
using Titer.Core;
using Titer.Design.Calibration;
using Titer.Design.Transcription;
using Titer.Field.Files.Transcription;
using Titer.Processes.Transcription;

namespace Titer.Field.Tests.Files.Transcription;

public sealed class IvtFileTests : IDisposable
{
    private const string Header = "time [h],NTP each [mM],Mg [mM],T7RNAP [nM],template [nM],A,U,C,G,RNA [uM],RNA sd [uM]\n";
    private const string Row = "0.5,5,30,130,30,1000,900,1100,1000,2.1,0.1\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Write(string text)
    {
        File.WriteAllText(_folder["data.csv"], text);
        return _folder["data.csv"];
    }

    private static string Published(string file) => Path.Combine(Repository.SharedData("ivt"), file);

    [Fact]
    public void The_published_files_are_read_as_they_are_and_hold_no_more_nucleotide_than_was_fed()
    {
        (string File, int Conditions, int Values)[] files =
        [
            ("akama_reaction_trajectories.csv", 13, 234), ("akama_initial_rate.csv", 25, 25), ("akama_mg2ppi_solubility.csv", 49, 50), ("van-de-berg-yields.csv", 19, 51),
        ];
        foreach ((string file, int conditions, int values) in files)
        {
            IvtDataSet read = IvtFile.Read(Published(file));
            Assert.Equal((conditions, values), (read.Experiments.Length, read.Experiments.Sum(e => e.Observations.Length)));
            Assert.Equal(read.Experiments.Select(e => e.Condition).Distinct().Count(), read.Experiments.Length);
            Assert.All(read.Experiments.SelectMany(e => e.Observations), o => Assert.True(o.Sigma > 0 && o.Place.Contains($"{file}:")));
            NucleotideBalance.Check(read);
        }
    }

    [Fact]
    public void Cells_of_van_de_Berg_that_point_to_other_cells_are_followed()
    {
        // Line 69 says time "=A68", which is 6 h; line 113 takes its mix from line 101.
        Observation late = IvtFile.Read(Published("van-de-berg-yields.csv")).Experiments[0].Observations[^1];
        Assert.Equal((6.0, 0.016 / 3), (late.Time, late.Value));
    }

    [Fact]
    public void NTP_of_Akama_is_of_each_nucleotide_and_that_of_van_de_Berg_the_total()
    {
        Assert.Equal(0.8, IvtFile.Read(Published("akama_reaction_trajectories.csv")).Conditions[0].Ctp);
        Assert.Equal(10, IvtFile.Read(Published("van-de-berg-yields.csv")).Conditions[0].Ctp, 1e-9);
    }

    [Fact]
    public void A_file_in_which_NTP_was_taken_as_the_total_is_refused_with_its_lines()
    {
        string[] lines = File.ReadAllLines(Published("akama_reaction_trajectories.csv"));
        string quarter = string.Join('\n', lines.Select((l, i) =>
        {
            string[] cells = l.Split('\t');
            if (i > 0) cells[2] = (double.Parse(cells[2], CultureInfo.InvariantCulture) / 4).ToString(CultureInfo.InvariantCulture);
            return string.Join('\t', cells);
        }));
        var refused = Assert.Throws<InputException>(() => NucleotideBalance.Check(IvtFile.Read(Write(quarter))));
        Assert.Contains("would need more nucleotide than was fed", refused.Message);
        Assert.Matches(@"in lines \d+, \d+, \d+", refused.Message);
    }

    [Fact]
    public void A_table_of_ones_own_is_read_in_other_units_and_columns()
    {
        IvtDataSet plain = IvtFile.Read(Write(Header + Row + "1,5,30,130,30,1000,900,1100,1000,3.2,0.1\n"));
        Experiment one = Assert.Single(plain.Experiments);
        Assert.Equal([0.5, 1.0], one.Observations.Select(o => o.Time));
        Assert.Equal((5, 30, 130, 30, 4000), (plain.Conditions[0].Gtp, plain.Conditions[0].Magnesium, plain.Conditions[0].Polymerase, plain.Conditions[0].Template, plain.Conditions[0].Length));

        double mass = RnaMass.GramPerMicromole((1000, 1000, 1000, 1000));
        IvtDataSet other = IvtFile.Read(Write(string.Create(CultureInfo.InvariantCulture,
            $"RNA [g/L];length;time [min];ATP [mM];UTP [mM];CTP [mM];GTP [mM];Mg [M];T7RNAP [uM];template [nM]\n{2.1 * mass};4000;30;5;5;5;5;0.03;0.13;30\n")));
        Observation read = Assert.Single(other.Experiments[0].Observations);
        Assert.Equal(2.1, read.Value, 1e-9);
        Assert.Equal(0.5, read.Time, 1e-12);
        Assert.Equal(130, other.Conditions[0].Polymerase, 1e-9);
        Assert.Equal(0.21, read.Sigma, 1e-9); // no replicates, no deviation: a tenth
    }

    [Fact]
    public void Replicates_are_one_value_with_the_error_of_their_mean()
    {
        string plain = Header.Replace(",RNA sd [uM]", "");
        string row(double rna) => Row.Replace(",2.1,0.1", string.Create(CultureInfo.InvariantCulture, $",{rna}"));
        Observation mean = Assert.Single(IvtFile.Read(Write(plain + row(2.0) + row(2.2) + row(2.4))).Experiments[0].Observations);
        Assert.Equal(2.2, mean.Value, 1e-12);
        Assert.Equal(0.2 / Math.Sqrt(3), mean.Sigma, 1e-12);
    }

    [Theory]
    [InlineData("time [h]", "time", ":1: Column time has no unit")]
    [InlineData("Mg [mM]", "Mg [g]", ":1: Column Mg is in g, which cannot be turned into mmol/L")]
    [InlineData("Mg [mM]", "Mg [xM]", ":1: 'xM' in column Mg is not a unit")]
    [InlineData("Mg [mM]", "magnesium [mM]", ":1: The columns are those of no known form")]
    [InlineData(",G,", ",guanine,", ":1: There is no column 'guanine'")]
    [InlineData("0.5,5,30", "0.5,five,30", ":2: 'five' in column NTP each [mM] is not a number")]
    [InlineData("0.5,5,30", "0.5,-5,30", ":2: NTP each is negative")]
    [InlineData("0.5,5,30", "0.5,,30", ":2: The cell in column NTP each [mM] is empty")]
    [InlineData("0.5,5,30", "0.5,=Z9,30", ":2: '=Z9' in column NTP each [mM] is not a number, and not a cell of this table")]
    [InlineData("0.5,5,30", "0.5,=B2,30", ":2: The cell in column NTP each [mM] points to itself")]
    [InlineData("0.5,5,30", "0,5,30", "No row has a measured value after the start")]
    [InlineData("1000,900", "0,900", ":2: The transcript needs columns A, U, C and G")]
    public void A_mistake_is_one_sentence_with_its_place(string right, string wrong, string says)
    {
        string text = Header + Row;
        Assert.Contains(right, text);
        string message = Assert.Throws<InputException>(() => IvtFile.Read(Write(text.Replace(right, wrong, StringComparison.Ordinal)))).Message;
        Assert.Contains(says, message);
        Assert.DoesNotContain('\n', message);
    }
}
