using System.Collections.Immutable;

namespace Titer.Sensing.Binding;

/// <summary>
/// One cycle as recorded: the response of a surface before, during and after one injection of analyte.
/// </summary>
/// <param name="Name">As the file calls it.</param>
/// <param name="Concentration">Analyte injected, mol/L; 0 for a blank.</param>
/// <param name="Times">s, strictly rising, on the clock of the file.</param>
/// <param name="Responses">In the unit of the instrument (RU, pm, nm), one per time.</param>
public sealed record Sensorgram(string Name, double Concentration, ImmutableArray<double> Times, ImmutableArray<double> Responses);
