namespace Titer.Core.Tests;

public class FrameTests
{
    private static readonly Frame Frame = new("isfet-1", new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), 41,
        [new Channel("gate", Unit.Volt, [0.1, double.NaN]), new Channel("temperature", Unit.Celsius, [36.8])]);

    [Fact]
    public void A_channel_is_found_by_its_name()
    {
        Assert.Equal([0.1, double.NaN], Frame["gate"]);
        Assert.Equal([36.8], Frame["temperature"]);
        Assert.True(Frame.Has("gate"));
    }

    [Theory]
    [InlineData("Gate")]
    [InlineData("drain")]
    [InlineData("")]
    public void A_missing_channel_is_named_with_the_source(string channel)
    {
        Assert.False(Frame.Has(channel));
        var missing = Assert.Throws<KeyNotFoundException>(() => Frame[channel]);
        Assert.Equal($"A frame of isfet-1 has no channel '{channel}'.", missing.Message);
    }
}
