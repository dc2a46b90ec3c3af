using Titer.Control.Alarms;
using Titer.Core;

namespace Titer.Control.Tests.Alarms;

/// <summary>Figures of EEMUA 191 and ISA-18.2 against answers on paper.</summary>
public class AlarmFiguresTests
{
    private static readonly DateTimeOffset Start = AlarmDesk.Start;

    private static AlarmOccurrence One(string source, double minute, double? lasts = 5, AlarmPriority priority = AlarmPriority.Low, bool shown = true) =>
        new(AlarmDesk.Key(source), priority, Severity.Low, "It is.", "Do.", Start.AddMinutes(minute), shown ? [Start.AddMinutes(minute)] : [])
        {
            Went = lasts is { } l ? Start.AddMinutes(minute + l) : null,
        };

    private static AlarmFigures Of(double minutes, params AlarmOccurrence[] history) => AlarmFigures.Of([new AlarmPeriod(history, Start, Start.AddMinutes(minutes))]);

    // One every half minute from 0 to 11.5 min: the eleventh in the window comes at 5 min, the twentieth leaves at 19.5 min.
    private static readonly AlarmOccurrence[] Burst = [.. Enumerable.Range(0, 24).Select(k => One($"tag-{k}", 0.5 * k))];

    [Fact]
    public void A_flood_lasts_from_the_eleventh_alarm_in_ten_minutes_until_fewer_than_five()
    {
        AlarmFigures figures = Of(100, Burst);
        Assert.Equal((24, 1), (figures.Alarms, figures.Floods));
        Assert.Equal(2.4, figures.Average, 12);
        Assert.Equal(20, figures.Peak);
        Assert.Equal(14.5 / 100, figures.InFlood, 12);
    }

    [Fact]
    public void Ten_alarms_in_ten_minutes_are_no_flood()
    {
        AlarmFigures figures = Of(60, [.. Enumerable.Range(0, 40).Select(k => One($"tag-{k}", k))]);
        Assert.Equal((10.0, 0, 0.0), (figures.Peak, figures.Floods, figures.InFlood));
    }

    [Fact]
    public void A_flood_that_the_end_cuts_counts_to_the_end() => Assert.Equal(5.0 / 10, Of(10, [.. Burst.Where(o => o.Came < Start.AddMinutes(10))]).InFlood, 12);

    [Fact]
    public void Two_periods_are_taken_one_after_the_other_and_operators_share()
    {
        AlarmPeriod busy = new(Burst, Start, Start.AddMinutes(100)), calm = new([], Start, Start.AddMinutes(300));
        AlarmFigures figures = AlarmFigures.Of([busy, calm], operators: 2);
        Assert.Equal((0.3, 10.0), (figures.Average, figures.Peak));
        Assert.Equal(14.5 / 400, figures.InFlood, 12);
    }

    [Fact]
    public void What_stands_longer_than_a_day_is_stale()
    {
        const double day = 24 * 60;
        Assert.Equal(2, Of(3 * day, One("a", 0, day), One("b", 0, day + 1), One("c", 1.5 * day, null), One("d", 2.5 * day, null), One("e", 0, 2 * day, shown: false)).Stale);
    }

    [Fact]
    public void Three_times_in_ten_minutes_is_chattering_and_two_are_not()
    {
        AlarmFigures figures = Of(100, One("a", 0, 3), One("a", 4, 3), One("a", 9, 3), One("b", 0, 3), One("b", 5, 3), One("b", 10, 3));
        Assert.Equal(AlarmDesk.Key("a"), Assert.Single(figures.Chattering));
    }

    [Fact]
    public void What_goes_within_two_minutes_is_fleeting_and_what_never_stood_is_not() =>
        Assert.Equal(1, Of(100, One("a", 0, 2), One("b", 0, 2.1), One("c", 0, 0), One("d", 0, null)).Fleeting);

    [Fact]
    public void The_most_frequent_ten_and_the_shares_of_the_priorities_count_what_was_shown()
    {
        AlarmOccurrence[] history = [.. Enumerable.Range(0, 12).SelectMany(k => Enumerable.Range(0, k + 1).Select(i => One($"tag-{k:00}", 60 * i + k,
            priority: k == 11 ? AlarmPriority.High : k == 10 ? AlarmPriority.Medium : AlarmPriority.Low))), One("hidden", 0, shown: false)];
        AlarmFigures figures = Of(1000, history);
        Assert.Equal(78, figures.Alarms);
        Assert.Equal((10, "tag-11", 12, 12.0 / 78), (figures.MostFrequent.Length, figures.MostFrequent[0].Key.Source, figures.MostFrequent[0].Count, figures.MostFrequent[0].Share));
        Assert.Equal([55.0 / 78, 11.0 / 78, 12.0 / 78], figures.Shares.Values);
    }

    [Fact]
    public void A_quiet_run_has_figures_of_zero()
    {
        AlarmFigures figures = Of(0);
        Assert.Equal((0, 0.0, 0.0, 0.0), (figures.Alarms, figures.Average, figures.Peak, figures.InFlood));
        Assert.Empty(figures.MostFrequent);
    }
}
