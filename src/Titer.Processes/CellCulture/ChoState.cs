namespace Titer.Processes.CellCulture;

/// <summary>Positions in the state vector of <see cref="ChoFedBatch"/>.</summary>
public static class ChoState
{
    public const int ViableCells = 0, DeadCells = 1, Glucose = 2, Glutamine = 3, Lactate = 4, Ammonia = 5, Antigen = 6, Volume = 7;
    public const int Oxygen = 8, InorganicCarbon = 9, StrongIons = 10, Temperature = 11;
    public const int Count = 12;
}
