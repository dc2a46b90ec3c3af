namespace Titer.Control.Estimators.Faults;

/// <summary>How fast a process is, for a <see cref="FaultBank"/> that watches its sensors.</summary>
/// <param name="OnsetEvery">How often explanations begin.</param>
/// <param name="JudgeEvery">How often they are judged.</param>
/// <param name="ShortestFault">No sensor is isolated for less.</param>
/// <param name="Held">
/// How long one linearisation of the process stands. When it is zero each step has its own, exact, by dual numbers.
/// </param>
/// <param name="ExpectedDrift">Of a failing sensor in an hour, in its standard uncertainties.</param>
public sealed record FaultPace(TimeSpan OnsetEvery, TimeSpan JudgeEvery, TimeSpan ShortestFault, TimeSpan Held, double ExpectedDrift)
{
    /// <summary>Days: a cell culture changes slowly against its own step.</summary>
    public static FaultPace Days { get; } =
        new(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(5), 0.5);

    /// <summary>
    /// Hours: a transcription. Pyrophosphate comes and goes within seconds and crystals within minutes; a linearisation five minutes old makes the
    /// signatures of faults grow without limit.
    /// </summary>
    public static FaultPace Hours { get; } =
        new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(8), TimeSpan.Zero, 3);
}
