namespace Titer.Processes.Downstream;

/// <summary>Positions in the parameter vector of <see cref="TangentialFlow"/>; values, units and sources are in its description.</summary>
public static class TangentialFlowParameter
{
    /// <summary>Sieving coefficients, in the order of the solutes in <see cref="TangentialFlowState"/>.</summary>
    public const int Sieving = 0;
    public const int Area = 8, Resistance = 9, Viscosity = 10, Transfer = 11, TransferPower = 12, GelConcentration = 13, HoldUp = 14;
    public const int Breakage = 15, BufferSalt = 16;
    public const int Count = 17;
}
