namespace Titer.Processes.Transcription;

/// <summary>Density of the stocks that a transcription is fed from, kg/L, by their position in <see cref="IvtInput"/>.</summary>
public static class IvtStock
{
    /// <summary>
    /// Salt solutions by their concentration (CRC Handbook of Chemistry and Physics, concentrative properties of aqueous solutions: 0.4 mol/L of
    /// sodium
    /// salt 1.02 to 1.04, 1 mol/L of magnesium acetate 1.07, 0.5 mol/L NaOH 1.02); enzymes in 50 % glycerol 1.13.
    /// </summary>
    public static double Density(int input) => input switch
    {
        IvtInput.Atp or IvtInput.Utp or IvtInput.Ctp or IvtInput.Gtp or IvtInput.Cap => 1.04,
        IvtInput.Magnesium => 1.07,
        IvtInput.Base => 1.02,
        IvtInput.Polymerase or IvtInput.Dnase => 1.13,
        IvtInput.Edta => 1.1,
        _ => throw new ArgumentOutOfRangeException(nameof(input), input, "This input is no stock."),
    };
}
