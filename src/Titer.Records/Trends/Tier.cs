namespace Titer.Records;

/// <summary>The tiers of a trend: buckets of a minute, and of an hour.</summary>
internal static class Tier
{
    /// <summary>Width of a bucket, s.</summary>
    public const int Minute = 60, Hour = 3600;

    /// <summary>Buckets in a row, so that a row of minutes is a bucket of an hour.</summary>
    public const int Packed = 60;

    public static long Ticks(int width) => width * TimeSpan.TicksPerSecond;

    public static long ChunkTicks(int width) => Ticks(width) * Packed;
}
