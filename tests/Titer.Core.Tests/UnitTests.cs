using CsCheck;

namespace Titer.Core.Tests;

public class UnitTests
{
    private static readonly Unit[] All =
    [
        .. new[]
        {
            "1", "%", "[pH]", "Cel", "K", "s", "min", "h", "d", "mmol/L", "mol/L", "umol/L", "nmol/L", "g/L", "mg/L", "mg/mL", "L", "mL",
            "L/h", "mL/h", "L/min", "mL/min", "/min", "/h", "Hz", "10*9/L", "10*6/mL", "/L", "kg", "g", "ug", "V", "mV", "nA", "Ohm", "S",
            "F", "H", "S{s^alpha}", "Ohm{s^-1/2}", "Ohm.cm2", "F/cm2", "F/m2", "/m", "S/m", "mS/cm", "fL",
            "pmol/L", "uL", "nL", "pL", "{copies}/uL", "{cycle}", "{nt}", "/s", "L/(mol.s)", "{RU}", "{RU}.L/(mol.s)", "mm", "um", "nm", "pm",
            "L/mol", "L/(nmol.h)", "mmol/(L.h)", "U/mL", "kU/L", "kJ/mol", "kPa", "mPa.s", "m2", "L/(m2.h)", "deg", "/cm", "{count}",
            "mm[Hg]", "bar", "%/h", "[pH]/h",
        }.Select(Unit.Parse),
    ];

    private static readonly Gen<Unit> Units = Gen.Int[0, All.Length - 1].Select(i => All[i]);

    [Fact]
    public void Every_known_code_reads_back_as_itself()
    {
        foreach (Unit unit in All)
        {
            Assert.True(Unit.TryParse(unit.Code, out Unit again));
            Assert.Equal(unit, again);
            Assert.Equal(unit.Code, unit.ToString());
        }
    }

    [Fact]
    public void The_list_above_is_the_whole_table()
    {
        string message = Assert.Throws<FormatException>(() => Unit.Parse("furlong")).Message;
        string listed = message[(message.IndexOf("known: ", StringComparison.Ordinal) + 7)..^2];
        Assert.Equal(All.Select(u => u.Code).Order(StringComparer.Ordinal), listed.Split(", "));
    }

    [Theory]
    [InlineData("furlong")]
    [InlineData("MMOL/L")]
    [InlineData("")]
    [InlineData(" g/L")]
    public void An_unknown_code_is_refused_and_the_message_names_it_and_the_known_ones(string code)
    {
        Assert.False(Unit.TryParse(code, out Unit unit));
        Assert.Equal(Unit.One, unit);
        var refused = Assert.Throws<FormatException>(() => Unit.Parse(code));
        Assert.StartsWith($"'{code}' is not a known UCUM unit", refused.Message);
        Assert.Contains("mmol/L", refused.Message);
    }

    [Fact]
    public void Converting_there_and_back_gives_the_value_again() => Gen.Select(Units, Units, Gen.Double[-1e4, 1e4]).ForAll(5000, c =>
    {
        (Unit from, Unit to, double value) = c;
        bool there = from.TryConvert(value, to, out double converted), back = to.TryConvert(converted, from, out double again);
        Assert.Equal(there, back);
        if (there) Assert.Equal(value, again, 1e-12 * Math.Max(Math.Abs(value), 1000));
    });

    [Fact]
    public void A_conversion_by_way_of_a_third_unit_is_the_direct_one() => Gen.Select(Units, Units, Units, Gen.Double[0.1, 100]).ForAll(20_000, c =>
    {
        (Unit a, Unit b, Unit via, double value) = c;
        if (!a.TryConvert(value, via, out double half) || !via.TryConvert(half, b, out double indirect)) return;
        Assert.True(a.TryConvert(value, b, out double direct));
        Assert.Equal(direct, indirect, 1e-11 * Math.Max(Math.Abs(direct), 1));
    });

    [Theory]
    [InlineData(1, "10*6/mL", 1, "10*9/L")]
    [InlineData(36.8, "Cel", 309.95, "K")]
    [InlineData(1, "bar", 750.0616827, "mm[Hg]")]
    [InlineData(80, "%", 0.8, "1")]
    [InlineData(2, "mg/mL", 2000, "mg/L")]
    [InlineData(90, "/min", 1.5, "Hz")]
    [InlineData(4, "L/min", 240000, "mL/h")]
    [InlineData(14, "d", 336, "h")]
    [InlineData(1.5, "/cm", 150, "/m")]
    [InlineData(14, "mS/cm", 1.4, "S/m")]
    [InlineData(1, "F/m2", 1e-4, "F/cm2")]
    public void Conversions_agree_with_the_tables(double value, string from, double expected, string to)
    {
        Assert.True(Unit.Parse(from).TryConvert(value, Unit.Parse(to), out double converted));
        Assert.Equal(expected, converted, 1e-9 * expected);
    }

    [Theory]
    [InlineData("mmol/L", "g/L")]
    [InlineData("%", "%/h")]
    [InlineData("[pH]", "1")]
    [InlineData("kg", "L")]
    public void Units_of_different_dimension_do_not_convert(string a, string b) =>
        Assert.False(Unit.Parse(a).TryConvert(1, Unit.Parse(b), out _));

    [Fact]
    public void The_default_unit_is_one()
    {
        Unit none = default;
        Assert.Equal(Unit.One, none);
        Assert.Equal(Unit.One.GetHashCode(), none.GetHashCode());
        Assert.Equal("1", none.Code);
        Assert.True(none.TryConvert(0.5, Unit.Percent, out double percent));
        Assert.Equal(50, percent, 1e-12);
    }
}
