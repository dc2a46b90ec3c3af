using System.Globalization;
using Titer.Core;

namespace Titer.Batch;

/// <summary>Times of a recipe. Whole ticks (100 ns), so that adding them up gives the same on every machine.</summary>
internal static class BatchTime
{
    /// <summary>Longest time that a recipe may speak of; two years is far beyond any batch and far below overflow.</summary>
    public const double LongestHours = 2 * 365 * 24;

    public static TimeSpan FromHours(double hours) => TimeSpan.FromTicks((long)Math.Round(hours * TimeSpan.TicksPerHour));

    public static bool TryFrom(Quantity quantity, out TimeSpan time)
    {
        bool isTime = quantity.TryIn(Unit.Hour, out double hours);
        time = isTime && Math.Abs(hours) <= LongestHours ? FromHours(hours) : TimeSpan.Zero;
        return isTime;
    }

    /// <summary>Hours with at most three decimals, as people read it.</summary>
    public static string Text(TimeSpan time) => time.TotalHours.ToString("0.###", CultureInfo.InvariantCulture) + " h";
}
