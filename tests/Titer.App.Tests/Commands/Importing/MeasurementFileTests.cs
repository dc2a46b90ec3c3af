using System.IO.Compression;
using System.Text;
using Titer.App.Commands.Importing;
using Titer.App.Laboratory;
using Titer.Core;

namespace Titer.App.Tests.Commands.Importing;

/// <summary>What a file of measurements gives, and what it is refused for, with file and line.</summary>
public sealed class MeasurementFileTests : IDisposable
{
    private const string Header = "tag,time,value,unit,standard_uncertainty,quality,reason,source,sequence\n";
    private const string Row = "pH,2026-03-01T06:00:00Z,7.02,[pH],0.015,Good,,ion,4\n";

    private static readonly DateTimeOffset Now = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_sensing_writes_comes_back_as_it_was(bool packed)
    {
        Measurement[] written =
        [
            new(new Tag("pH"), Now.AddDays(-1), 0.1 + 0.2, Unit.PH, 1e-300, Quality.Good, "ion", 1),
            new(new Tag("culture-07/DO"), Now.AddDays(-2), double.NaN, Unit.Percent, double.NaN, Quality.Failure("dark, \"off\"\nand '); DROP TABLE entry; --"), "<b>&amp;", -3),
            new(new Tag("pH"), Now.AddDays(-1).AddMilliseconds(7), -0.0, Unit.PH, 5, Quality.OutOfSpecification("µ°Ω 細胞 🧬"), "=1+1", long.MaxValue),
        ];
        MeasurementCsv.Write(_folder["a.csv"], written);
        if (packed) Pack(File.ReadAllBytes(_folder["a.csv"]));
        Assert.Equal(written, Read());
    }

    [Fact]
    public void Columns_may_stand_in_any_order_and_those_that_are_not_needed_may_lack()
    {
        Write("\uFEFFvalue,unit,tag,standard_uncertainty,time\r\n7,[pH],pH,0.1,2026-03-01 08:00:00.1234567+02:00\r\n\r\n7.1,[pH],pH,0.1,2026-03-01T06:00:01\r\n");
        Assert.Equal(
            [
                new(new Tag("pH"), new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero).AddTicks(1234567), 7, Unit.PH, 0.1, Quality.Good, "a.csv", 0),
                new Measurement(new Tag("pH"), new DateTimeOffset(2026, 3, 1, 6, 0, 1, TimeSpan.Zero), 7.1, Unit.PH, 0.1, Quality.Good, "a.csv", 1),
            ], Read());
    }

    [Theory]
    [InlineData("pH,2026-03-01T06:00:00Z,7.02,[pH],0.015,Good,,ion", "has 8 cells")]
    [InlineData("p H,2026-03-01T06:00:00Z,7.02,[pH],0.015,Good,,ion,4", "'p H' is not a tag")]
    [InlineData("'); DROP TABLE entry; --,2026-03-01T06:00:00Z,7.02,[pH],0.015,Good,,ion,4", "is not a tag")]
    [InlineData(",2026-03-01T06:00:00Z,7.02,[pH],0.015,Good,,ion,4", "is not a tag")]
    [InlineData("pH,yesterday,7.02,[pH],0.015,Good,,ion,4", "'yesterday' is not a time")]
    [InlineData("pH,2026-02-30T06:00:00Z,7.02,[pH],0.015,Good,,ion,4", "is not a time")]
    [InlineData("pH,9999-12-31T23:59:59Z,7.02,[pH],0.015,Good,,ion,4", "before 1970 or after")]
    [InlineData("pH,0001-01-01T00:00:00+14:00,7.02,[pH],0.015,Good,,ion,4", "time")]
    [InlineData("pH,2026-03-01T06:00:00Z,1e999,[pH],0.015,Good,,ion,4", "'1e999' in column value is not a number")]
    [InlineData("pH,2026-03-01T06:00:00Z,0x10,[pH],0.015,Good,,ion,4", "is not a number")]
    [InlineData("pH,2026-03-01T06:00:00Z,,[pH],0.015,Good,,ion,4", "no value")]
    [InlineData("pH,2026-03-01T06:00:00Z,7,[pH],0,Good,,ion,4", "no standard uncertainty")]
    [InlineData("pH,2026-03-01T06:00:00Z,7,[pH],-1,Good,,ion,4", "no standard uncertainty")]
    [InlineData("pH,2026-03-01T06:00:00Z,7,furlong,0.1,Good,,ion,4", "'furlong' is not a UCUM unit")]
    [InlineData("pH,2026-03-01T06:00:00Z,7,L,0.1,Good,,ion,4", "in L here, and in [pH] before")]
    [InlineData("pH,2026-03-01T06:00:00Z,7,[pH],0.1,Fine,,ion,4", "'Fine' is not a quality")]
    [InlineData("pH,2026-03-01T06:00:00Z,7,[pH],0.1,3,,ion,4", "'3' is not a quality")]
    [InlineData("pH,2026-03-01T06:00:00Z,7,[pH],0.1,Good,,ion,4.5", "not a whole number")]
    [InlineData("pH,2026-03-01T06:00:00Z,7,[pH],0.1,Good,,ion,99999999999999999999", "not a whole number")]
    [InlineData("pH,2026-03-01T06:00:00Z,7,[pH],0.1,Good,,i\0on,4", "control character U+0000")]
    [InlineData("pH,2026-03-01T06:00:00Z,7,[pH],0.1,Good,,\u001b[31mion,4", "control character U+001B")]
    [InlineData("pH,2026-03-01T06:00:00Z,7,[pH],0.1,Good,\"a\"b,ion,4", "not CSV")]
    public void A_row_that_is_no_measurement_is_one_sentence_with_its_line(string row, string reason)
    {
        Write($"{Header}{Row}pH,2026-03-01T06:00:00Z,7,[pH],0.1,Failure,\"two\nlines\",ion,4\n{row}\n{Row}");
        string message = Assert.Throws<InputException>(Read).Message;
        Assert.StartsWith($"{_folder["a.csv"]}:5: ", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.True(message.Length < 400 && !message.Any(char.IsControl), message);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("tag,time,value,unit\n", ":1: there is no column standard_uncertainty")]
    [InlineData("tag,time,value,unit,standard_uncertainty,\u001b[2J\n", ":1: there is a column '\\u{1b}[2J'")]
    [InlineData("tag,time,value,unit,standard_uncertainty,tag\n", ":1: a column is there twice")]
    public void A_header_that_is_none_is_one_sentence(string content, string reason)
    {
        Write(content);
        Assert.Contains(reason, Assert.Throws<InputException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_named_with_their_line()
    {
        File.WriteAllBytes(_folder["a.csv"], [.. Encoding.UTF8.GetBytes(Header + Row + Row[..^6]), 0xC3, 0x28, .. "n,4\n"u8]);
        Assert.Contains("a.csv:3: column source holds bytes that are not UTF-8", Assert.Throws<InputException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_10_MB_and_rows_without_an_end_are_refused_before_they_fill_the_memory()
    {
        Write(Header + Row + new string('x', 10_000_000) + Row);
        Assert.Contains("a.csv:3: this row has more than 65536 characters", Assert.Throws<InputException>(Read).Message, StringComparison.Ordinal);
        Write(Header + Row.Replace("ion", new string('x', 10_000), StringComparison.Ordinal));
        Assert.Contains("a.csv:2: column source has 10000 characters", Assert.Throws<InputException>(Read).Message, StringComparison.Ordinal);
        Write(Header.Replace("tag", new string('x', 10_000), StringComparison.Ordinal) + Row);
        Assert.InRange(Assert.Throws<InputException>(Read).Message.Length, 0, 400);
        Write(Header);
        using (FileStream stream = File.OpenWrite(_folder["a.csv"])) stream.SetLength(4L << 30); // sparse: NULs that are never a line feed
        long before = GC.GetTotalAllocatedBytes();
        Assert.Contains("more than 65536", Assert.Throws<InputException>(Read).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 20 << 20);
    }

    [Fact]
    public void A_gzip_bomb_is_refused_and_so_is_a_gzip_that_is_damaged_or_cut()
    {
        using (var bomb = new GZipStream(File.Create(_folder["a.csv"]), CompressionLevel.SmallestSize))
        {
            bomb.Write(Encoding.UTF8.GetBytes(Header));
            for (int i = 0; i < 200_000; i++) bomb.Write(Encoding.UTF8.GetBytes(Row));
        }
        long packed = new FileInfo(_folder["a.csv"]).Length;
        Assert.True(200_000L * Row.Length > packed * 200);
        Assert.Contains("more than 200 times", Assert.Throws<InputException>(Read).Message, StringComparison.Ordinal);

        var random = new Random(3);
        Pack(Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Range(0, 2000).Select(i => Row.Replace("7.02", $"{random.NextDouble()}", StringComparison.Ordinal)))));
        byte[] whole = File.ReadAllBytes(_folder["a.csv"]);
        Assert.Equal(2000, Read().Length);
        foreach (int cut in (int[])[1, 4, 8, 9, 10, 11, 12, 20, 100, 1000, whole.Length / 2])
        {
            File.WriteAllBytes(_folder["a.csv"], whole[..^cut]);
            Assert.Throws<InputException>(Read);
        }
        for (int trial = 0; trial < 50; trial++)
        {
            byte[] damaged = (byte[])whole.Clone();
            damaged[random.Next(20, whole.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_folder["a.csv"], damaged);
            Assert.Throws<InputException>(Read);
        }
    }

    [Fact]
    public void A_file_with_more_tags_than_a_record_can_show_is_refused()
    {
        Write(Header + string.Concat(Enumerable.Range(0, 10_001).Select(i => $"t{i}{Row[2..]}")));
        Assert.Contains("a.csv:10002: there are more than 10000 different tags", Assert.Throws<InputException>(Read).Message, StringComparison.Ordinal);
    }

    private Measurement[] Read() => [.. new MeasurementFile(_folder["a.csv"]).Read(new MeasurementRules(Now))];

    private void Write(string content) => File.WriteAllText(_folder["a.csv"], content);

    private void Pack(byte[] content)
    {
        using var packed = new GZipStream(File.Create(_folder["a.csv"]), CompressionLevel.Optimal);
        packed.Write(content);
    }
}
