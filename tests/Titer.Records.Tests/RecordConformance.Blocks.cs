using CsCheck;
using Titer.Core;
using Titer.Tests;

namespace Titer.Records.Tests;

/// <summary>Blocks of many measurements in one entry, in every store.</summary>
public abstract partial class RecordConformance
{
    [Fact]
    public void Blocks_come_back_in_order_among_other_entries_verify_and_are_exported()
    {
        int run = 0;
        BlockGen.Block.Array[1, 6].ForAll(6, blocks =>
        {
            string name = $"b{run++}";
            using (IRecord record = Create(name))
            {
                for (int i = 0; i < blocks.Length; i++)
                {
                    Assert.Equal(2 * i + 1, record.Append(Start.AddSeconds(i), blocks[i].AsSpan()));
                    Fill(record, 1);
                }
                record.Commit();
            }
            using IRecord read = Open(name);
            Assert.True(ChainVerifier.Verify(read) is { Ok: true } found && found.Entries == 2 * blocks.Length);
            var decoder = new EntryDecoder();
            Assert.True(BlockGen.Same(blocks.SelectMany(b => b), read.Read().Where(e => e.Kind == EntryKind.Measurements).SelectMany(e => decoder.Measurements(e))));
            using var folder = new TempFolder();
            using (FileStream stream = File.Create(folder["export"])) Assert.True(RecordExport.Write(read, stream).Ok);
            using ExportedRecord exported = ExportedRecord.Open(folder["export"]);
            Assert.Equal(read.Head.ToArray(), exported.Head.ToArray());
            Assert.True(ChainVerifier.Verify(exported).Ok);
            Assert.Equal(read.Read().Select(e => Convert.ToHexString(e.Payload.Span)), exported.Read().Select(e => Convert.ToHexString(e.Payload.Span)));
        });
    }

    [Fact]
    public void A_block_is_read_by_itself_with_the_table_that_it_refers_to()
    {
        using IRecord record = Create("a");
        for (int i = 0; i < 5; i++) record.Append(Start, Round(i, i == 2 ? 12 : 10));
        record.Commit();
        long[] own = [.. record.Read().Where(e => System.Text.Encoding.UTF8.GetString(e.Payload.Span).Contains("\"table\":0", StringComparison.Ordinal)).Select(e => e.Number)];
        Assert.Equal([1, 3], own);
        foreach (int number in (int[])[4, 2, 5, 1])
        {
            Entry entry = record.Read(number).First();
            Assert.True(BlockGen.Same(Round(number - 1, number == 3 ? 12 : 10), new EntryDecoder(record).Measurements(entry)));
        }
        Assert.Contains("was not read", Assert.Throws<InvalidDataException>(() => new EntryDecoder().Measurements(record.Read(5).First())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_was_stopped_anywhere_goes_on_to_the_same_head()
    {
        string Head(string name, int stops)
        {
            IRecord record = Create(name);
            for (int i = 0; i < 1100; i++)
            {
                if (i % 1024 > 1020 || i % 400 == 3) record.Append(Start, Round(i, i % 2 == 0 ? 3 : 4));
                else Fill(record, 1);
                if (i % stops != stops - 1) continue;
                record.Commit();
                record.Dispose();
                record = OpenForAppend(name);
            }
            record.Commit();
            using (record) return Convert.ToHexString(record.Head.Span);
        }
        string whole = Head("whole", 5000);
        Assert.Equal(whole, Head("stopped", 5));
        Assert.Equal(whole, Head("often", 7));
    }

    [Fact]
    public void A_block_that_was_changed_in_the_storage_is_named()
    {
        using (IRecord record = Create("a"))
        {
            for (int i = 0; i < 5; i++) record.Append(Start, Round(i, 40));
            record.Commit();
        }
        Tamper("a", $"SET payload = {Bytes(0x7B, 32)}", 4);
        using IRecord read = Open("a");
        Assert.Equal(4, ChainVerifier.Verify(read).FirstBroken);
    }

    private static Measurement[] Round(int turn, int series) => [.. Enumerable.Range(0, series).Select(s => new Measurement(
        new Tag($"t{s}"), Start.AddSeconds(turn).AddTicks(s * 37), 7 + Math.Sin(turn + s), Unit.PH, 0.01 + 0.001 * Math.Cos(turn * s), Quality.Good, "chip", turn))];
}
