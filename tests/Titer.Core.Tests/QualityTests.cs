namespace Titer.Core.Tests;

public class QualityTests
{
    [Theory]
    [InlineData(Ne107.Good, true, false)]
    [InlineData(Ne107.MaintenanceRequired, true, false)]
    [InlineData(Ne107.OutOfSpecification, false, false)]
    [InlineData(Ne107.FunctionCheck, false, true)]
    [InlineData(Ne107.Failure, false, true)]
    public void Control_may_use_what_is_valid_and_nothing_else(Ne107 status, bool good, bool bad)
    {
        var quality = new Quality(status, "x");
        Assert.Equal(good, quality.IsGood);
        Assert.Equal(bad, quality.IsBad);
    }

    [Fact]
    public void The_named_qualities_carry_their_status_and_reason()
    {
        Assert.Equal(new Quality(Ne107.Failure, "no signal"), Quality.Failure("no signal"));
        Assert.Equal(new Quality(Ne107.FunctionCheck, "calibration"), Quality.FunctionCheck("calibration"));
        Assert.Equal(new Quality(Ne107.OutOfSpecification, "drift"), Quality.OutOfSpecification("drift"));
        Assert.Equal(new Quality(Ne107.MaintenanceRequired, "foil"), Quality.MaintenanceRequired("foil"));
    }

    [Fact]
    public void A_quality_reads_as_status_and_reason()
    {
        Assert.Equal("Good", Quality.Good.ToString());
        Assert.Equal("Failure: no signal", Quality.Failure("no signal").ToString());
    }
}
