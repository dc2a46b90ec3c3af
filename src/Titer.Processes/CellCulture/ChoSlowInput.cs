namespace Titer.Processes.CellCulture;

/// <summary>Positions in the input vector of <see cref="ChoSlowCulture"/>.</summary>
public static class ChoSlowInput
{
    public const int Feed = 0, Temperature = 1, PH = 2, Oxygen = 3, Base = 4, Sampling = 5, Gas = 6;
    public const int Count = 7;
}
