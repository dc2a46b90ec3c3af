using System.Text;
using CsCheck;
using Titer.Core;
using Titer.Tests;

namespace Titer.Records.Tests;

/// <summary>The canonical form of a block of measurements: every bit comes back, each block has one form, and no bytes do harm.</summary>
public sealed class BlockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_block_comes_back_bit_for_bit_and_in_its_order() => BlockGen.Block.ForAll(1500, block =>
        Assert.True(BlockGen.Same(block, new EntryDecoder().Measurements(Entry(Bytes(block))))));

    [Fact]
    public void The_largest_block_comes_back_and_a_larger_or_an_empty_one_is_refused()
    {
        Measurement[] block = [.. Enumerable.Range(0, MeasurementBlock.Most).Select(i => Reading("pH", i))];
        Assert.True(BlockGen.Same(block, new EntryDecoder().Measurements(Entry(Bytes(block)))));
        Assert.Throws<ArgumentException>(() => Bytes([.. block, Reading("pH", 1)]));
        Assert.Throws<ArgumentException>(() => Bytes([]));
    }

    [Fact]
    public void A_changed_byte_is_refused_with_a_sentence_or_is_the_canonical_form_of_other_measurements() =>
        Gen.Select(BlockGen.Block, Gen.Int[0, int.MaxValue], Gen.Int[1, 255]).ForAll(6000, damaged =>
        {
            byte[] bytes = Bytes(damaged.Item1);
            bytes[damaged.Item2 % bytes.Length] ^= (byte)damaged.Item3;
            IsRefusedOrCanonical(bytes);
        });

    [Fact]
    public void Bytes_that_are_cut_or_go_on_are_refused() => Gen.Select(BlockGen.Block, Gen.Int[0, int.MaxValue]).ForAll(400, cut =>
    {
        byte[] bytes = Bytes(cut.Item1);
        Assert.Throws<InvalidDataException>(() => new EntryDecoder().Measurements(Entry(bytes[..(cut.Item2 % bytes.Length)])));
        Assert.Throws<InvalidDataException>(() => new EntryDecoder().Measurements(Entry([.. bytes, 0])));
    });

    [Fact]
    public void Columns_of_any_bytes_are_refused_and_take_no_more_memory_than_the_largest_block()
    {
        byte[] head = Bytes([Reading("pH", 1)]);
        string line = Encoding.UTF8.GetString(head)[..(Array.IndexOf(head, (byte)'\n') + 1)];
        var random = new Random(7);
        var decoder = new EntryDecoder();
        for (int trial = 0; trial < 3000; trial++)
        {
            byte[] columns = new byte[random.Next(200)];
            random.NextBytes(columns);
            // Small bytes are widths and modes that mean something.
            if (trial % 2 == 0) for (int i = 0; i < columns.Length; i++) columns[i] &= 3;
            byte[] bytes = [.. Encoding.UTF8.GetBytes(line.Replace(":1,", $":{(trial % 3 == 0 ? MeasurementBlock.Most : random.Next(1, 2000))},", StringComparison.Ordinal)), .. columns];
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                decoder.Measurements(Entry(bytes));
            }
            catch (InvalidDataException e)
            {
                Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 24 << 20);
        }
    }

    [Theory]
    [InlineData("\"measurements\":1,", "\"measurements\":65537,", "65537 measurements")]
    [InlineData("\"measurements\":1,", "\"measurements\":0,", "0 measurements")]
    [InlineData("\"measurements\":1,", "\"measurements\":-9223372036854775808,", "measurements")]
    [InlineData("\"measurements\":1,", "\"measurements\":01,", "canonical form")]
    [InlineData("\"table\":0,", "\"table\":1,", "cannot be")]
    [InlineData("\"table\":0,\"series\":[[\"pH\",\"[pH]\",\"ion\"]]", "\"table\":1025,\"series\":[]", "from entry 1025")]
    [InlineData("\"table\":0,\"series\":[[\"pH\",\"[pH]\",\"ion\"]]", "\"table\":1000,\"series\":[]", "cannot be")]
    [InlineData("[[\"pH\",\"[pH]\",\"ion\"]]", "[[\"pH\",\"[pH]\",\"ion\"],[\"pH\",\"[pH]\",\"ion\"]]", "twice")]
    [InlineData("[[\"pH\",\"[pH]\",\"ion\"]]", "[]", "the table has 0")]
    [InlineData("[[\"pH\",\"[pH]\",\"ion\"]]", "[[\"pH\",\"furlong\",\"ion\"]]", "UCUM")]
    [InlineData("[{\"quality\":0,\"status\":\"Good\",\"reason\":\"\"}]", "[]", "has quality 0")]
    [InlineData("\"quality\":0", "\"quality\":1", "next quality")]
    public void What_is_no_block_is_one_sentence(string was, string becomes, string reason)
    {
        byte[] bytes = Bytes([Reading("pH", 1)]);
        int end = Array.IndexOf(bytes, (byte)'\n');
        string line = Encoding.UTF8.GetString(bytes, 0, end);
        Assert.Contains(was, line, StringComparison.Ordinal);
        byte[] changed = [.. Encoding.UTF8.GetBytes(line.Replace(was, becomes, StringComparison.Ordinal)), .. bytes[end..]];
        var refusal = Assert.Throws<InvalidDataException>(() => new EntryDecoder().Measurements(Entry(changed, 1500)));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_packed_wider_than_it_needs_is_refused()
    {
        // Three constant columns of 40: mode, width 0, base. The same numbers at width 1 with a step are another form of the same measurements.
        byte[] bytes = Bytes([.. Enumerable.Range(0, 40).Select(_ => Reading("pH", 1))]);
        int end = Array.IndexOf(bytes, (byte)'\n') + 1;
        Assert.Equal([0, 0, 0], bytes[end..(end + 3)]);
        byte[] wider = [.. bytes[..end], 0, 1, 0, 1, 0, 0, 0, 0, 0, .. bytes[(end + 3)..]];
        Assert.Contains("other bytes", Assert.Throws<InvalidDataException>(() => new EntryDecoder().Measurements(Entry(wider))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Noise_of_a_thousandth_costs_the_bits_that_it_reaches_and_decimals_of_a_file_cost_their_digits()
    {
        var random = new Random(5);
        double PerMeasurement(Func<double> value) => Bytes([.. Enumerable.Range(0, 8192).Select(i => Reading("pH", value()) with { Sequence = i })]).Length / 8192.0;
        Assert.InRange(PerMeasurement(() => 7 + 0.01 * random.NextDouble()), 5.2, 5.6); // 52 bits less log2(4 / 0.01) = 43.4
        Assert.InRange(PerMeasurement(() => Math.Round(7 + 0.01 * random.NextDouble(), 4)), 0.85, 1.0); // 101 values: 7 bits
        Assert.InRange(PerMeasurement(() => 7), 0.01, 0.1);
    }

    private static void IsRefusedOrCanonical(byte[] bytes)
    {
        try
        {
            Measurement[] read = [.. new EntryDecoder().Measurements(Entry(bytes))];
            Assert.Equal(read.Length, new EntryDecoder().Measurements(Entry(Bytes(read))).Length);
        }
        catch (InvalidDataException e)
        {
            Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
        }
    }

    private static byte[] Bytes(Measurement[] block) => new BlockWriter().Write(1, block).ToArray();

    private static Entry Entry(byte[] payload, long number = 1) => new(number, Start, EntryKind.Measurements, payload, ChainHash.Genesis, ChainHash.Genesis);

    private static Measurement Reading(string tag, double value) => new(new Tag(tag), Start, value, Unit.PH, 0.02, Quality.Good, "ion", 7);
}
