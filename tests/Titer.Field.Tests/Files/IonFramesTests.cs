using Titer.Core;
using Titer.Field.Files;

namespace Titer.Field.Tests.Files;

public sealed class IonFramesTests
{
    private static readonly IonColumns Columns = new("time", 0, new("T", 0), false, null, "", ["V"], [0.001], [new("E0", 0)]);

    private static (List<IonSegment> Segments, int Repeated) Read(string text, IonColumns? columns = null)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["data.csv"], text.ReplaceLineEndings("\n"));
        return IonFrames.Read(CsvTable.Read(folder["data.csv"]), columns ?? Columns, "ion-array");
    }

    [Fact]
    public void Rows_become_frames_in_volts_with_a_new_segment_at_a_new_E0()
    {
        (List<IonSegment> segments, int repeated) = Read("""
            time,V,T,E0
            2026-03-01T00:00:00Z,100,37,0.2
            2026-03-01T00:00:00Z,100,37,0.2
            2026-03-01T00:10:00Z,,37,0.2
            2026-02-01T00:00:00Z,102,36,0.3
            """);
        Assert.Equal(1, repeated);
        Assert.Equal([2, 1], segments.Select(s => s.Frames.Count));
        Assert.Equal([0.2], segments[0].Offsets);
        Assert.Equal(0.1, segments[0].Frames[0]["voltage"][0], 1e-15);
        Assert.True(double.IsNaN(segments[0].Frames[1]["voltage"][0]));
        Assert.Equal([0, 2], segments[0].Rows);
        Assert.False(segments[0].Frames[0].Has("salinity"));
    }

    [Fact]
    public void Time_may_be_a_number_of_hours_and_temperature_a_constant()
    {
        (List<IonSegment> segments, _) = Read("t;V\n0;1,5\n0,5;1,6\n",
            new("t", 3600, ColumnOrNumber.Of(37), false, ColumnOrNumber.Of(35), "", ["V"], [1], [ColumnOrNumber.Of(0.4)]));
        Frame last = segments.Single().Frames[1];
        Assert.Equal(DateTimeOffset.UnixEpoch.AddMinutes(30), last.Time);
        Assert.Equal((1.6, 37, 35), (last["voltage"][0], last["temperature"][0], last["salinity"][0]));
    }

    [Theory]
    [InlineData("time,V,T,E0\n2026-03-01T01:00:00Z,1,37,0.2\n2026-03-01T00:00:00Z,1,37,0.2", "data.csv:3: The row of 2026-03-01T00:00:00Z is earlier")]
    [InlineData("time,V,T,E0\n2026-03-01T01:00:00Z,1,37,0.2\n2026-03-01T01:00:00Z,2,37,0.2", "data.csv:3: The row of 2026-03-01T01:00:00Z has another reading")]
    [InlineData("time,V,T,E0\n2026-03-01T01:00:00Z,,37,0.2", "data.csv:1: Column V has no reading at all.")]
    [InlineData("time,V,T,E0\n2026-03-01T01:00:00Z,1,37,", "data.csv:2: A column of E0 has no number here")]
    [InlineData("time,V,E0\n2026-03-01T01:00:00Z,1,0.2", "data.csv:1: No column T")]
    [InlineData("time,V,T,E0\n2026-03-01T01:00:00Z,x,37,0.2", "data.csv:2: 'x' in column V is not a number.")]
    [InlineData("time,V,T,E0\nnoon,1,37,0.2", "data.csv:2: 'noon' is not a time")]
    public void A_mistake_in_the_data_is_one_sentence_with_its_place(string text, string said)
    {
        InputException e = Assert.Throws<InputException>(() => Read(text));
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }
}
