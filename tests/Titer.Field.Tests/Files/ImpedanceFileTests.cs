using CsCheck;
using Titer.Core;
using Titer.Field.Files;

namespace Titer.Field.Tests.Files;

public class ImpedanceFileTests
{
    private static readonly (double F, double Re, double Im)[] Points = [(1e4, 20, -1), (1e3, 25, -11.5), (100, 60, -40), (10, 100, -12), (1, 105, -2)];

    private static Frame[] Read(string text, ImaginarySign sign = ImaginarySign.ByHeader)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["s.txt"], text);
        return [.. ImpedanceFile.Read(folder["s.txt"], sign)];
    }

    private static string Rows(Func<(double F, double Re, double Im), string> row) => string.Join('\n', Points.Select(row)) + "\n";

    private static void Holds(Frame frame)
    {
        Assert.Equal(Points.Select(p => p.F), frame["frequency"], new Near());
        Assert.Equal(Points.Select(p => p.Re), frame["resistance"], new Near());
        Assert.Equal(Points.Select(p => p.Im), frame["reactance"], new Near());
    }

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= 1e-9 * Math.Abs(x);
        public int GetHashCode(double obj) => 0;
    }

    public static TheoryData<string> Headers =>
    [
        "Frequency (Hz)\tZ' (\u03A9)\t-Z'' (\u03A9)", "freq/Hz;Re(Z)/Ohm;-Im(Z)/Ohm", "Freq,Z',-Z\"", "f [Hz],Zre [ohm],-Zim [ohm]", "frequency_Hz,Z_real,-Z_imag",
        "Frequency (Hz),Trace Rs (Ohm),-Trace Xs (Ohm)", "Freq,Rs,-Xs",
    ];

    [Theory]
    [MemberData(nameof(Headers))]
    public void The_sign_of_the_imaginary_part_is_that_of_its_header(string header)
    {
        char d = header.Contains('\t') ? '\t' : header.Contains(';') ? ';' : ',';
        Holds(Assert.Single(Read($"{header}\n" + Rows(p => $"{p.F}{d}{p.Re}{d}{-p.Im}"))));
        Holds(Assert.Single(Read($"{header.Replace("-", "", StringComparison.Ordinal)}\n" + Rows(p => $"{p.F}{d}{p.Re}{d}{p.Im}"))));
        // The option has the last word.
        Holds(Assert.Single(Read($"{header}\n" + Rows(p => $"{p.F}{d}{p.Re}{d}{p.Im}"), ImaginarySign.Plain)));
    }

    [Fact]
    public void Units_delimiters_decimal_commas_marks_and_other_columns_are_read()
    {
        Holds(Assert.Single(Read("\uFEFFno;f (kHz);Z' (kOhm);Z'' (kOhm);note\n" + Rows(p => $"1;{p.F / 1e3};{p.Re / 1e3};{p.Im / 1e3};x").Replace('.', ','))));
        Holds(Assert.Single(Read(Rows(p => $"{p.F},{p.Re},{p.Im}"))));
        Holds(Assert.Single(Read(Rows(p => $"{p.F}   {p.Re}  {p.Im}"))));
        Holds(Assert.Single(Read("# made by hand\n\n" + Rows(p => $"{p.F}\t{p.Re}\t{p.Im}\r"))));
        Holds(Assert.Single(Read("omega (rad/s),Z',Z''\n" + Rows(p => $"{p.F * 2 * Math.PI},{p.Re},{p.Im}"))));
        Holds(Assert.Single(Read("Frequency (Hz),|Z| (Ohm),Phase (deg)\n"
            + Rows(p => $"{p.F},{Math.Sqrt(p.Re * p.Re + p.Im * p.Im)},{Math.Atan2(p.Im, p.Re) * 180 / Math.PI}"))));
        Holds(Assert.Single(Read("Frequency (Hz),Z (Ohm),-Phase (\u00B0)\n"
            + Rows(p => $"{p.F},{Math.Sqrt(p.Re * p.Re + p.Im * p.Im)},{-Math.Atan2(p.Im, p.Re) * 180 / Math.PI}"))));
    }

    [Fact]
    public void Spectra_after_each_other_are_one_frame_each_with_its_time()
    {
        string rows = Rows(p => $"{100 - p.F / 1e4}\t{p.F}\t{p.Re}\t{-p.Im}"), header = "Time (s)\tFrequency (Hz)\tZ' (\u03A9)\t-Z'' (\u03A9)\n";
        Frame[] frames = Read($"8/29/2024\t\r\n{header}{rows}8/29/2024\t\n{header}{rows}");
        Assert.Equal(2, frames.Length);
        Assert.All(frames, Holds);
        Assert.Equal([0, 1], frames.Select(f => f.Sequence));
        Assert.Equal(new DateTimeOffset(2024, 8, 29, 0, 1, 39, TimeSpan.Zero), frames[0].Time);
        Assert.Equal(3, Read(string.Concat(Enumerable.Repeat(Rows(p => $"{p.F},{p.Re},{p.Im}"), 3))).Length);
        Assert.Equal(2, Read($"f,Z',Z''\n{Rows(p => $"{p.F},{p.Re},{p.Im}")}\n\n{Rows(p => $"{p.F},{p.Re},{p.Im}")}").Length);
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "", "empty" },
        { "   \n \n", "empty" },
        { "hello\nworld\n", "no rows" },
        { "f,Z',Z''\n", "no rows" },
        { "f,Z'\n1,2\n", "imaginary" },
        { "f (Hz),-Z''\n1,2\n", "real part" },
        { "Z',Z'',x\n1,2,3\n", "frequency" },
        { "f (Hz),Z' (V),Z''\n1,2,3\n", "'V'" },
        { "f (m),Z',Z''\n1,2,3\n", "'m'" },
        { "f,Z',Z'',Z''\n1,2,3,4\n", "Two columns" },
        { "f,Z',Z''\n100,1,-1\n10,1,x\n1,1,-1\n", ":3: 'x' in column Z''" },
        { "f,Z',Z''\n100,1,-1\n10,1,\n1,1,-1\n", ":3: There is no number" },
        { "f,Z',Z''\n100,1,-1\n10,NaN,-1\n1,1,-1\n", ":3: There is no number" },
        { "f,Z',Z''\n100,1,-1\n10,1\n", ":3: The row has 2 cells" },
        { "f,Z',Z''\n100,1,-1\n0,1,-1\n", ":3: The frequency 0 Hz" },
        { "f,Z',Z''\n100,1,-1\n10,1,-2\n50,1,-3\n", ":4: The frequencies are not monotone" },
        { "f,Z',Z''\n100,1,-1\n10,1,-2\n10,1,-3\n", ":4: The frequency 10 Hz is there twice" },
        { "f,Z',Z''\n100,1,-1\n10,1,-2\n", "at least 5" },
        { "f,Z',Z''\n5,1,-1\n4,9.9e37,-2\n3,1,-2\n2,1,-4\n1,1,-3\n", ":3: The instrument was saturated" },
        { "f,Z',Z''\n5,7,-1\n4,7,-1\n3,7,-1\n2,1,-4\n1,1,-3\n", ":4: The impedance is the same" },
        { "f,Z',Z''\n5,7,-1\n\0\n", "no text file" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_one_sentence_with_its_line(string text, string says)
    {
        InputException e = Assert.Throws<InputException>(() => Read(text));
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void No_file_and_a_folder_are_said()
    {
        using var folder = new TempFolder();
        Assert.Contains("no such file", Assert.Throws<InputException>(() => ImpedanceFile.Read(folder["none"])).Message, StringComparison.Ordinal);
        Assert.Contains("folder", Assert.Throws<InputException>(() => ImpedanceFile.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_spectra_or_one_sentence() => Gen.String["fZ'\",;-0123456789.eEHz( )\n\n\t"].ForAll(2000, text =>
    {
        try
        {
            Read(text);
        }
        catch (InputException e)
        {
            Assert.NotEmpty(e.Message);
        }
    });
}
