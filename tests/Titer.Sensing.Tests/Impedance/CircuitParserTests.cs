using CsCheck;
using Titer.Core;
using Titer.Sensing.Impedance.Circuits;

namespace Titer.Sensing.Tests.Impedance;

public class CircuitParserTests
{
    private static readonly string[] Symbols = ["R", "C", "L", "CPE", "Q", "W", "Wo", "Ws", "G", "CC"];

    private static readonly Gen<string> Element = Gen.Int[0, Symbols.Length - 1].Select(i => Symbols[i]);

    private static Gen<string> Text(int depth) => depth == 0 ? Element : Gen.OneOf(
        Element,
        Text(depth - 1).Array[2, 3].Select(parts => string.Join('-', parts)),
        Text(depth - 1).Array[2, 3].Select(branches => $"p({string.Join(',', branches)})"),
        Text(depth - 1).Array[2, 2].Select(branches => $" p ( {string.Join(" , ", branches)} ) ".Replace("p (", "p(", StringComparison.Ordinal)));

    [Fact]
    public void A_circuit_written_out_reads_back_to_the_same() => Text(2).ForAll(300, text =>
    {
        Circuit circuit = Circuit.Parse(text), again = Circuit.Parse(circuit.ToString());
        Assert.Equal(circuit.ToString(), again.ToString());
        Assert.Equal(circuit.Parameters.Select(p => p.Name), again.Parameters.Select(p => p.Name));
        Assert.Equal(circuit.Parameters.Length, circuit.Parameters.Select(p => p.Name).Distinct().Count());
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal).Replace("Q", "CPE", StringComparison.Ordinal), circuit.Root.Text(numbers: false));
    });

    [Theory]
    [InlineData("R-p(R,C)-p(R,C)", "R0-p(R1,C1)-p(R2,C2)")]
    [InlineData("R0-p(R1,C1)-p(R2-Wo1,C2)", "R0-p(R1,C1)-p(R2-Wo1,C2)")]
    [InlineData("p(R,C)", "p(R0,C0)")]
    [InlineData("R1-p(R,Q)", "R1-p(R2,CPE1)")]
    [InlineData("R-R", "R0-R1")]
    [InlineData("p(R-p(R,C),C)", "p(R0-p(R1,C0),C1)")]
    public void Elements_are_numbered_by_their_part(string text, string numbered) => Assert.Equal(numbered, Circuit.Parse(text).ToString());

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("R-p(R,C", 8, "not closed")]
    [InlineData("R-p(R,)", 7, "missing")]
    [InlineData("R--C", 3, "missing")]
    [InlineData("R-", 3, "missing")]
    [InlineData("R-X1", 3, "'X' is no element")]
    [InlineData("R-r", 3, "'r' is no element")]
    [InlineData("R-p(R,C))", 9, "closes nothing")]
    [InlineData("R-p(R)", 3, "two branches")]
    [InlineData("R,C", 2, "comma")]
    [InlineData("R C", 3, "'-' is expected")]
    [InlineData("p R", 1, "'p' is no element")]
    [InlineData("R-p(R;C)", 6, "',' or ')'")]
    [InlineData("1R", 1, "'1' is not part")]
    public void A_mistake_is_one_sentence_with_a_caret_below_its_place(string text, int position, string says)
    {
        InputException e = Assert.Throws<InputException>(() => Circuit.Parse(text));
        Assert.StartsWith($"circuit, position {position}: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        string[] lines = e.Message.Split('\n');
        Assert.Equal($"  {text}", lines[1]);
        Assert.Equal(new string(' ', position + 1) + "^", lines[2]);
    }

    [Fact]
    public void The_same_name_twice_deep_nesting_and_endless_circuits_are_refused()
    {
        Assert.Contains("R1", Assert.Throws<InputException>(() => Circuit.Parse("R1-p(R1,C)")).Message, StringComparison.Ordinal);
        Assert.Contains("nested", Assert.Throws<InputException>(() => Circuit.Parse(string.Concat(Enumerable.Repeat("p(", 50)))).Message, StringComparison.Ordinal);
        Assert.Contains("24", Assert.Throws<InputException>(() => Circuit.Parse(string.Join('-', Enumerable.Repeat("R", 50)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_a_circuit_or_one_sentence() => Gen.String["RCLQWGop(),-01 x\u03A9"].ForAll(3000, text =>
    {
        try
        {
            Circuit.Parse(text);
        }
        catch (InputException e)
        {
            Assert.NotEmpty(e.Message);
        }
    });

    [Fact]
    public void Bounds_are_read_and_their_mistakes_are_named()
    {
        Circuit circuit = Circuit.Parse("R-p(R,C)-p(R,CPE)");
        ParameterBounds bounds = ParameterBounds.Parse(circuit, "C1<=1e-4, 10 <= R1 <= 100; R2>=5, CPE2.alpha=0.9");
        Assert.Equal((10, 100), bounds[circuit.IndexOf("R1")]);
        Assert.Equal((double.NegativeInfinity, 1e-4), bounds[circuit.IndexOf("C1")]);
        Assert.Equal((5, double.PositiveInfinity), bounds[circuit.IndexOf("R2")]);
        Assert.Equal((0.9, 0.9), bounds[circuit.IndexOf("CPE2.alpha")]);
        Assert.Equal((1, double.PositiveInfinity), ParameterBounds.Parse(circuit, "R>=1")[circuit.IndexOf("R2")]);
        foreach (string wrong in new[] { "X<=1", "C1<1", "C1<=", "C1<=-1", "R1=0", "100<=R1<=10", "C1=abc", "CPE2.alpha>=2", "R1>=2,R1<=1", "10<=R1>=5" })
            Assert.StartsWith("bounds", Assert.Throws<InputException>(() => ParameterBounds.Parse(circuit, wrong)).Message, StringComparison.Ordinal);
    }
}
