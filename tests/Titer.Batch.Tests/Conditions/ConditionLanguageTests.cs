using CsCheck;
using Titer.Core;

namespace Titer.Batch.Tests;

public class ConditionLanguageTests
{
    private static readonly Equipment Equipment = Shipped.Cho.Equipment;

    private static readonly Gen<Comparison> Comparisons = Gen.Enum<Comparison>();
    private static readonly Gen<double> Numbers = Gen.Double[0, 1000].Select(x => Math.Round(x, 3));
    private static readonly Gen<TimeSpan> Times = Gen.Int[0, 100_000].Select(thousandths => BatchTime.FromHours(thousandths / 1000.0));

    private static readonly Gen<Condition> Leaves = Gen.OneOf(
        Gen.Select(Gen.Int[0, Equipment.Readings.Count - 1].Select(i => Equipment.Readings.Values.ElementAt(i)), Comparisons, Numbers,
            (reading, comparison, limit) => (Condition)new ReadingComparison(reading.Tag, comparison, new Quantity(limit, reading.Unit))),
        Gen.Select(Gen.Int[0, Equipment.Controlled.Count - 1].Select(i => Equipment.Controlled.Values.ElementAt(i)), Numbers, Gen.Bool,
            (variable, distance, own) => (Condition)new WithinSetPoint(variable.Tag, own ? null : distance + 0.001, variable.Unit)),
        Gen.Select(Gen.Enum<Clock>(), Comparisons, Times, (clock, comparison, time) => (Condition)new ClockComparison(clock, comparison, time)),
        Gen.Select(Gen.String[Gen.Char["abc and or ()>=1"], 1, 12].Where(s => s.Trim().Length > 0), Gen.Int[1, 2], (s, n) => (Condition)new Confirmation(s.Trim(), n)),
        Gen.Const((Condition)new EndOfData()));

    private static readonly Gen<Condition> Conditions = Gen.Recursive<Condition>((depth, inner) => depth >= 4
        ? Leaves
        : Gen.Frequency(
            (2, Leaves),
            (1, Gen.Select(Leaves, inner, (a, b) => (Condition)new AllOf(b, a))),
            (1, Gen.Select(Leaves, inner, (a, b) => (Condition)new AnyOf(b, a)))));

    [Fact]
    public void What_a_condition_prints_reads_back_as_the_same_condition() =>
        Conditions.ForAll(2000, condition => Assert.Equal(condition, Parse(condition.ToString()!)));

    [Theory]
    [InlineData("VCD >= 9 10*9/L", "VCD >= 9 10*9/L")]
    [InlineData("VCD>=9 10*6/mL", "VCD >= 9 10*9/L")]
    [InlineData("viability < 80%", "viability < 80 %")]
    [InlineData("pH > 7.1 pH", "pH > 7.1 [pH]")]
    [InlineData("pH > 7.1 [pH]", "pH > 7.1 [pH]")]
    [InlineData("temperature <= 295.15 K", "temperature <= 22 Cel")]
    [InlineData("temperature within 1 K of set point", "temperature within 1 Cel of set point")]
    [InlineData("batch-elapsed >= 14 d", "batch-elapsed >= 336 h")]
    [InlineData("elapsed > 90 min", "elapsed > 1.5 h")]
    [InlineData("VCD >= shift-VCD or batch-elapsed >= shift-time", "VCD >= 9 10*9/L or batch-elapsed >= 140 h")]
    [InlineData("glucose < 2 mmol/L and lactate > 1e1 mmol/L", "glucose < 2 mmol/L and lactate > 10 mmol/L")]
    public void Units_are_converted_to_those_of_the_equipment(string text, string canonical) =>
        Assert.Equal(canonical, Parse(text).ToString());

    [Fact]
    public void And_binds_closer_than_or_and_parentheses_closer_than_both()
    {
        Assert.IsType<AnyOf>(Parse("end-of-data or end-of-data and end-of-data"));
        Assert.IsType<AllOf>(Parse("(end-of-data or end-of-data) and end-of-data"));
    }

    private static Condition Parse(string text) =>
        ConditionParser.Parse(text, new Place("x.yaml", 1), new RecipeValues(Shipped.Cho.Formula), Equipment).Condition;
}
