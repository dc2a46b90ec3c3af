namespace Titer.Field.Files;

/// <summary>One cycle as a file has it.</summary>
/// <param name="Name">From the header or the cycle column.</param>
/// <param name="Concentration">As the file states it, without unit; NaN when it does not.</param>
/// <param name="Times">Strictly rising, in the unit of the file.</param>
/// <param name="Responses">Finite, one per time.</param>
/// <param name="Missing">Readings that have a time and no response.</param>
public sealed record RecordedCycle(string Name, double Concentration, double[] Times, double[] Responses, int Missing);
