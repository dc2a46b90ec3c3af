namespace Titer.Processes.Downstream;

/// <summary>Positions in the parameter vector of <see cref="TangentialFlow"/>; values, units and sources are in its description.</summary>
public static class TangentialFlowParameter
{
    /// <summary>Sieving coefficients, in the order of the solutes in <see cref="TangentialFlowState"/>.</summary>
    public const int Sieving = 0;
    public const int Area = 9, Resistance = 10, Viscosity = 11, Transfer = 12, TransferPower = 13, GelConcentration = 14, HoldUp = 15;
    public const int Breakage = 16, BufferSalt = 17;
    public const int Count = 18;
}
