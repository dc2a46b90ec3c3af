namespace Titer.Control.Alarms;

/// <summary>The most alarms in any ten minutes of a period, and its time in flood.</summary>
internal readonly record struct AlarmLoad(int Peak, TimeSpan Flood, int Floods)
{
    /// <summary>Goes through all moments at which an alarm enters the window or leaves it. The window is open at its old end.</summary>
    public static AlarmLoad Of(AlarmPeriod period)
    {
        DateTimeOffset[] times = [.. period.History.SelectMany(o => o.Shown).Order()];
        int peak = 0, floods = 0, gone = 0;
        TimeSpan flood = TimeSpan.Zero;
        DateTimeOffset? since = null;
        for (int come = 0; gone < times.Length;)
        {
            bool leaves = come == times.Length || times[gone] + AlarmFigures.Window <= times[come];
            DateTimeOffset now = leaves ? times[gone++] + AlarmFigures.Window : times[come++];
            int within = come - gone;
            peak = Math.Max(peak, within);
            if (since is null && within > AlarmFigures.FloodBegins)
            {
                since = now;
                floods++;
            }
            else if (since is { } begun && within < AlarmFigures.FloodEnds)
            {
                flood += Earlier(now, period.To) - begun;
                since = null;
            }
        }
        return new AlarmLoad(peak, flood, floods);

        static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
    }
}
