using CsCheck;
using Titer.Control.Alarms;
using Titer.Core;
using Titer.Tests;

namespace Titer.Control.Tests.Alarms;

/// <summary>What holds for the alarm list whatever happens and whatever people do, in whatever order.</summary>
public class AlarmPropertyTests
{
    private static readonly string[] Sources = ["pH", "DO", "lactate"];

    private static readonly Gen<(int Act, int Source, int Minutes, int Step)[]> Histories =
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 2], Gen.Int[-5, 800], Gen.Int[0, 90], (act, source, minutes, step) => (act, source, minutes, step)).Array[1, 60];

    [Fact]
    public void No_path_loses_an_alarm_and_no_shelf_outlives_its_limit() => Histories.ForAll(400, steps =>
    {
        var desk = new AlarmDesk();
        bool[] active = new bool[3], waits = new bool[3];
        var came = new int[3];
        foreach ((int act, int at, int minutes, int step) in steps)
        {
            string source = Sources[at], name = source + ".quality";
            bool hidden = Hidden(desk, source);
            desk.Minute += step;
            Return();
            hidden = Hidden(desk, source);
            switch (act)
            {
                case 0 or 1:
                    if (!active[at]) came[at]++;
                    desk.Raise(source, act == 0 ? Severity.Low : Severity.Medium);
                    (active[at], waits[at]) = (true, true);
                    break;
                case 2:
                    desk.Clear(source);
                    active[at] = false;
                    break;
                case 3:
                    if (desk.Ask(AlarmActs.Acknowledge(name)) is null) waits[at] = false;
                    break;
                case 4:
                    desk.Ask(AlarmActs.Shelve(name, TimeSpan.FromMinutes(minutes)), "known");
                    break;
                case 5:
                    desk.Ask(AlarmActs.Unshelve(name));
                    break;
                case 6:
                    desk.Ask(AlarmActs.TakeOutOfService(name), "repair");
                    break;
                case 7:
                    desk.Ask(AlarmActs.PutInService(name));
                    break;
                default:
                    desk.Phase(minutes % 2 == 0 ? "Drain" : "Fill");
                    break;
            }
            Return();
            foreach (AlarmStatus alarm in desk.List.All)
            {
                int i = Array.IndexOf(Sources, alarm.Key.Source);
                Assert.Equal(active[i], alarm.IsActive);
                // What stands, is not taken from the list and nobody acknowledged is before people.
                if (active[i] && !alarm.IsSuppressed) Assert.Equal(waits[i] ? AlarmState.Unacknowledged : AlarmState.Acknowledged, alarm.State);
                if (alarm.Shelved is { } shelf)
                {
                    Assert.True(shelf.Until > desk.Now);
                    Assert.True(shelf.Until - shelf.Time <= TimeSpan.FromHours(12));
                }
            }
            // What left a shelf, a phase or service has to be acknowledged anew when it stands.
            void Return()
            {
                desk.List.Advance(desk.Now);
                for (int i = 0; i < 3; i++)
                {
                    bool now = Hidden(desk, Sources[i]);
                    if (_hidden[i] && !now) waits[i] = active[i];
                    _hidden[i] = now;
                }
            }
        }
        Array.Clear(_hidden);
        for (int i = 0; i < 3; i++) Assert.Equal(came[i], desk.List.History.Count(o => o.Key.Source == Sources[i]));
        Assert.All(desk.List.History.Where(o => o.Went is null), o => Assert.True(active[Array.IndexOf(Sources, o.Key.Source)]));
        // The events alone give the same list, and the same history.
        AlarmList again = desk.Rebuilt();
        Assert.Equal(desk.List.All.AsEnumerable(), again.All);
        Assert.Equal(desk.List.History.Select(o => $"{o} {string.Join(' ', o.Shown)}"), again.History.Select(o => $"{o} {string.Join(' ', o.Shown)}"));
    });

    private readonly bool[] _hidden = new bool[3];

    private static bool Hidden(AlarmDesk desk, string source) => desk.List.All.Any(a => a.Key.Source == source && a.IsSuppressed);
}
