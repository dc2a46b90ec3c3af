namespace Titer.Core.Tests;

public class EventTests
{
    [Fact]
    public void Particulars_are_added_to_a_copy_and_sorted_by_key()
    {
        var plain = new Event(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), EventKind.Alarm, Severity.High, "DO", "alarm.raised", "DO is low.");
        Event full = plain.With("limit", "30").With("actual", "21").With("limit", "25");
        Assert.Empty(plain.Data);
        Assert.Equal(["actual", "limit"], full.Data.Keys);
        Assert.Equal("25", full.Data["limit"]);
    }
}
