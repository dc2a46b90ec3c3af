namespace Titer.Bench.Decide.Faults;

/// <summary>
/// What became of one failure. Hours after its begin until it was isolated and after its end until the sensor was taken back, NaN when it
/// never was; coverage of the 95 % intervals of cells, glucose, titre and the variable itself, from begin to 14 h after the end,
/// with the bank and by an estimator on the same readings that takes every sensor at its word.
/// </summary>
internal sealed record FaultOutcome(
    SensorFailure Failure, ulong Seed, double Isolated, double Returned, string FoundAs, double[] Coverage, double[] CoverageWithout);
