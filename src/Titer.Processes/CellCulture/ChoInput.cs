namespace Titer.Processes.CellCulture;

/// <summary>Positions in the input vector of <see cref="ChoFedBatch"/>.</summary>
public static class ChoInput
{
    public const int Feed = 0, Base = 1, Sampling = 2, Agitation = 3, Air = 4, OxygenGas = 5, CarbonDioxideGas = 6, Jacket = 7;
    public const int Count = 8;
}
