using Titer.Core;
using Titer.Field.Files;
using Titer.Sensing.PlateReader;

namespace Titer.Field.Tests.Files;

public sealed class PlateReaderSensorOnReferenceDataTests
{
    private static List<Measurement> Measured()
    {
        var measurements = new List<Measurement>();
        var sensors = PlateReaderSensor.Both;
        foreach (Frame frame in PlateReaderFiles.Open(Repository.SharedData("presens")).Frames)
            foreach (PlateReaderSensor sensor in sensors)
                if (sensor.Source == frame.Source) sensor.Sense(frame, measurements);
        foreach (PlateReaderSensor sensor in sensors) sensor.Flush(measurements);
        return measurements;
    }

    [Fact]
    public void Every_reading_of_the_reference_run_becomes_a_measurement_and_every_zero_a_bad_one()
    {
        List<Measurement> measurements = Measured();
        Assert.Equal(2 * 51984, measurements.Count);
        Assert.All(measurements.Where(m => m.Value == 0), m => Assert.True(m.Quality.IsBad));
        // Start-up is over within the first few read-outs; the feed pulses of all cultures are not taken for outliers.
        Assert.Equal(48 * 3, measurements.Count(m => m.Quality.Status == Ne107.FunctionCheck));
        Assert.True(measurements.Count(m => m.Quality.Reason.StartsWith("outlier", StringComparison.Ordinal)) < 30);
        Assert.True(measurements.Count(m => m.Tag.Name == "culture-42/DO" && m.Quality.IsBad) > 1000);
        Assert.InRange(measurements.Count(m => m.Tag.Name == "culture-22/DO" && m.Quality.Status == Ne107.Failure), 20, 60);
    }
}
