using Titer.Control.Estimators;
using Titer.Control.Estimators.Faults;
using Titer.Control.Tests.Controllers;
using Titer.Core;
using Titer.Processes.CellCulture;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Tests.Estimators;

/// <summary>Faults at the level of measurements: each on each sensor that has a second source, and none on good data.</summary>
public class FaultBankTests
{
    private const double From = 4;

    /// <summary>Sensor, kind, size (of a drift per hour), and within how many hours it has to be isolated.</summary>
    public static TheoryData<string, FaultKind, double, double> ChipFaults => new()
    {
        { "pH", FaultKind.Bias, 0.15, 1 }, { "pH", FaultKind.Freeze, 0, 1 },
        { "temperature", FaultKind.Bias, 1, 1 }, { "temperature", FaultKind.Drift, 0.2, 8 }, { "temperature", FaultKind.Freeze, 0, 1 },
        { "temperature/ion-fet", FaultKind.Bias, 1.2, 2 }, { "temperature/ion-fet", FaultKind.Drift, 0.3, 8 }, { "temperature/ion-fet", FaultKind.Freeze, 0, 1 },
        { "temperature/optode", FaultKind.Bias, 1.2, 2 }, { "temperature/optode", FaultKind.Drift, 0.3, 8 }, { "temperature/optode", FaultKind.Freeze, 0, 1 },
        { "volume", FaultKind.Bias, -8, 1 }, { "volume", FaultKind.Drift, 0.8, 10 }, { "volume", FaultKind.Freeze, 0, 1 },
        { "biovolume", FaultKind.Bias, 0.3, 2 }, { "biovolume", FaultKind.Drift, 0.03, 12 }, { "biovolume", FaultKind.Freeze, 0, 2 },
        { "glucose", FaultKind.Bias, -6, 3 }, { "glucose", FaultKind.Drift, 0.8, 12 }, { "glucose", FaultKind.Freeze, 0, 4 },
        { "lactate", FaultKind.Bias, 6, 3 }, { "lactate", FaultKind.Drift, -0.8, 12 }, { "lactate", FaultKind.Freeze, 0, 4 },
        { "glutamine", FaultKind.Bias, 2.5, 3 }, { "glutamine", FaultKind.Drift, 0.4, 12 }, { "glutamine", FaultKind.Freeze, 0, 4 },
        { "ammonia", FaultKind.Bias, 4, 3 }, { "ammonia", FaultKind.Drift, 0.5, 12 }, { "ammonia", FaultKind.Freeze, 0, 4 },
        { "DO", FaultKind.Freeze, 0, 1 },
    };

    [Theory]
    [MemberData(nameof(ChipFaults))]
    public void A_failing_chip_is_isolated_with_the_reason_and_no_other(string sensor, FaultKind kind, double size, double within)
    {
        // Raman's noise has to be known before its absence can be told: 30 readings.
        double from = kind == FaultKind.Freeze ? 9 : From;
        var culture = new FaultyCulture(211, new Tag(sensor), kind, size, from, double.PositiveInfinity);
        culture.RunTo(from + within, each: () => { if (culture.Hour > from && culture.Estimator.Isolated.Count > 0) return; });
        Event alarm = Assert.Single(culture.Events);
        Assert.Equal((sensor, "alarm.raised", $"{sensor}.fault"), (alarm.Source, alarm.Code, alarm.Data["alarm"]));
        Assert.Contains("is no longer used", alarm.Message, StringComparison.Ordinal);
        Assert.Equal(sensor, Assert.Single(culture.Estimator.Isolated).Key.Name);
        culture.Publish();
        culture.RunTo(from + within + 0.5);
        Assert.All(culture.Publish().Innovations.Where(i => i.Tag.Name == sensor), i =>
        {
            Assert.False(i.Used);
            Assert.StartsWith("isolated: ", i.Reason, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("glucose", 6, X.Glucose, "glucose")]
    [InlineData("biovolume", 0.3, X.ViableCells, "VCD")]
    [InlineData("temperature", 1.5, X.Temperature, "temperature")]
    [InlineData("volume", -10, X.Volume, "volume")]
    public void The_estimate_is_repaired_from_before_the_fault(string sensor, double size, int state, string variable)
    {
        var culture = new FaultyCulture(212, new Tag(sensor), FaultKind.Bias, size, From, double.PositiveInfinity);
        culture.RunTo(From + 3);
        Assert.NotEmpty(culture.Estimator.Isolated);
        int covered = 0, minutes = 0;
        culture.RunTo(From + 7, each: () =>
        {
            Estimate e = culture.Publish();
            minutes++;
            covered += Covers(e, new Tag(variable), culture.True[state]);
        });
        Assert.True(covered >= 0.9 * minutes, $"{covered} of {minutes}");
    }

    /// <summary>What the fault did before the twelve hours that can be run again is known by its signature only.</summary>
    [Theory]
    [InlineData("ammonia", 0.08, X.Ammonia)]
    public void A_drift_older_than_the_memory_is_taken_off_and_not_added_again(string sensor, double perHour, int state)
    {
        var culture = new FaultyCulture(221, new Tag(sensor), FaultKind.Drift, perHour, From, double.PositiveInfinity, compare: true);
        while (culture.Estimator.Isolated.Count == 0 && culture.Hour < 60) culture.RunTo(culture.Hour + 0.25);
        Assert.Equal(sensor, Assert.Single(culture.Estimator.Isolated).Key.Name);
        SensorFault fault = culture.Estimator.Isolated.Values.Single();
        Assert.True(culture.Hour - (fault.Onset - Scene.Start).TotalHours > ChoEstimator.Memory.TotalHours,
            $"isolated {culture.Hour:F1} h, onset {fault.Onset:t}");
        var variable = new Tag(sensor);
        double error = Math.Abs(culture.Publish()[variable] - culture.True[state]);
        double without = Math.Abs(culture.Credulous.Publish()[variable] - culture.True[state]);
        Assert.True(error < 0.5 * without, $"error {error:G3} with the bank, {without:G3} without");
    }

    [Theory]
    [InlineData(213)]
    [InlineData(214)]
    [InlineData(215)]
    public void Good_sensors_are_left_alone(ulong seed)
    {
        var culture = new FaultyCulture(seed, default, FaultKind.Bias, 0, 0, 0);
        culture.RunTo(30);
        Assert.Empty(culture.Events);
    }

    [Fact]
    public void A_sensor_is_taken_back_after_it_has_agreed_for_three_hours_and_not_before()
    {
        const double end = From + 6;
        var culture = new FaultyCulture(216, Tags.Glucose, FaultKind.Bias, 6, From, end);
        culture.RunTo(end + 8);
        Assert.Equal(["alarm.raised", "alarm.cleared"], culture.Events.Select(e => e.Code));
        Assert.InRange(culture.LastHour("alarm.cleared"), end + 1.5, end + 6);
        Assert.Empty(culture.Estimator.Isolated);
        culture.Publish();
        culture.RunTo(end + 10);
        Assert.All(culture.Publish().Innovations.Where(i => i.Tag == Tags.Glucose), i => Assert.True(i.Used));
    }

    [Theory]
    [InlineData("lab/glucose", 8)]
    [InlineData("lab/VCD", 2)]
    [InlineData("lab/lactate", 5)]
    [InlineData("lab/ammonia", 3)]
    public void A_method_of_the_laboratory_that_is_off_is_isolated_by_its_second_result(string sensor, double size)
    {
        var culture = new FaultyCulture(217, new Tag(sensor), FaultKind.Bias, size, 8, double.PositiveInfinity);
        culture.RunTo(29, sampleEvery: 8);
        Assert.Equal(sensor, Assert.Single(culture.Events).Source);
        Assert.Contains("repeat the sample", culture.Events[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_outlier_is_no_fault()
    {
        var culture = new FaultyCulture(218, Tags.PH, FaultKind.Bias, 2, 5, 5.02);
        culture.RunTo(8);
        Assert.Empty(culture.Events);
    }

    [Fact]
    public void An_offset_of_oxygen_is_not_blamed_on_another_sensor()
    {
        var culture = new FaultyCulture(219, Tags.DissolvedOxygen, FaultKind.Bias, 20, From, double.PositiveInfinity);
        culture.RunTo(12);
        Assert.DoesNotContain(culture.Events, e => e.Source != "DO");
    }

    /// <summary>
    /// Intervals of 95 % from the begin of each fault to three hours after it must be told, over every fault of a chip and every method of the
    /// laboratory that is off: together they hold the truth as often as they say, and none becomes worse by the bank.
    /// </summary>
    [Fact]
    public void Intervals_hold_the_truth_while_sensors_fail_and_the_bank_makes_no_case_worse()
    {
        (Tag Tag, int State)[] always = [(Tags.ViableCells, X.ViableCells), (Tags.Glucose, X.Glucose), (Tags.Titre, X.Antigen)];
        double[] sum = new double[4];
        int cases = 0;
        ulong seed = 260;
        foreach ((string sensor, FaultKind kind, double size, double from, double until) in Faults())
        {
            var culture = new FaultyCulture(seed++, new Tag(sensor), kind, size, from, double.PositiveInfinity, compare: true);
            int[] covered = new int[4];
            double[] with = new double[4], without = new double[4];
            int count = 0;
            culture.RunTo(until, sampleEvery: 8, each: () =>
            {
                if (culture.Hour < from || Math.Round(60 * culture.Hour) % 10 != 0) return;
                count++;
                (Estimate e, Estimate credulous) = (culture.Publish(), culture.Credulous.Publish());
                for (int i = 0; i < 4; i++)
                {
                    (Tag tag, double truth) = i < 3 ? (always[i].Tag, culture.True[always[i].State]) : Own(sensor, culture.True);
                    covered[i] += Covers(e, tag, truth);
                    with[i] += NormalisedSquare(e, tag, truth);
                    without[i] += NormalisedSquare(credulous, tag, truth);
                }
            });
            cases++;
            for (int i = 0; i < 4; i++)
            {
                sum[i] += (double)covered[i] / count;
                // Errors of a dozen hours are nearly one draw: chance alone puts one in forty beyond 2.24 sigma.
                Assert.False(with[i] > 5 * count && with[i] > without[i] + count,
                    $"{sensor} {kind}, variable {i}: mean square {with[i] / count:F1} with, {without[i] / count:F1} without");
            }
        }
        string all = string.Join(", ", sum.Select(s => FormattableString.Invariant($"{s / cases:P1}")));
        for (int i = 0; i < 4; i++) Assert.True(sum[i] >= 0.88 * cases, all);
    }

    private static IEnumerable<(string, FaultKind, double, double From, double Until)> Faults()
    {
        foreach (TheoryDataRow<string, FaultKind, double, double> row in ChipFaults)
        {
            (string sensor, FaultKind kind, double size, double within) = row.Data;
            double from = kind == FaultKind.Freeze ? 9 : From;
            yield return (sensor, kind, size, from, from + within + 3);
        }
        foreach ((string sensor, double size) in ((string, double)[])[("lab/glucose", 8), ("lab/VCD", 2), ("lab/lactate", 5), ("lab/ammonia", 3)])
            yield return (sensor, FaultKind.Bias, size, 8, 29);
    }

    private static (Tag, double) Own(string sensor, double[] x) => sensor switch
    {
        "pH" => (Tags.PH, ChoFedBatch.PH(x, PriorCulture.Nominal)),
        "DO" => (Tags.DissolvedOxygen, ChoFedBatch.OxygenSaturation(x)),
        "volume" => (Tags.Volume, x[X.Volume]),
        "biovolume" or "lab/VCD" => (Tags.ViableCells, x[X.ViableCells]),
        "glucose" or "lab/glucose" => (Tags.Glucose, x[X.Glucose]),
        "lactate" or "lab/lactate" => (Tags.Lactate, x[X.Lactate]),
        "glutamine" => (Tags.Glutamine, x[X.Glutamine]),
        "ammonia" or "lab/ammonia" => (Tags.Ammonia, x[X.Ammonia]),
        _ => (Tags.Temperature, x[X.Temperature]),
    };

    private static double NormalisedSquare(Estimate e, Tag tag, double truth) => Math.Pow((e[tag] - truth) / e.Uncertainty(tag), 2);

    private static int Covers(Estimate e, Tag tag, double truth) => Math.Abs(e[tag] - truth) < 1.96 * e.Uncertainty(tag) ? 1 : 0;
}
