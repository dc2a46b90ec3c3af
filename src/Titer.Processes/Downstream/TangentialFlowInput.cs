namespace Titer.Processes.Downstream;

/// <summary>Positions in the input vector of <see cref="TangentialFlow"/>.</summary>
public static class TangentialFlowInput
{
    public const int Pressure = 0, Diafiltration = 1, CrossFlow = 2;
    public const int Count = 3;
}
