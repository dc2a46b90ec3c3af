namespace Titer.Sensing.Filtration;

/// <summary>The true state around the instruments of a filtration skid, mixer and filler.</summary>
public readonly record struct SkidContent
{
    /// <summary>L in the retentate loop and in the vessel that collects nanoparticles.</summary>
    public double Retentate { get; init; }
    public double Collected { get; init; }
    /// <summary>L since the start: through the membrane, of diafiltration buffer, filled into vials.</summary>
    public double Permeate { get; init; }
    public double Diafiltered { get; init; }
    public double Filled { get; init; }
    /// <summary>kPa over the membrane, and L/h along it.</summary>
    public double Pressure { get; init; }
    public double CrossFlow { get; init; }
    /// <summary>g/L of all RNA and mmol/L of nucleotides before the membrane; nucleotides and salt behind it.</summary>
    public double Rna { get; init; }
    public double Nucleotides { get; init; }
    public double PermeateNucleotides { get; init; }
    public double PermeateRna { get; init; }
    public double PermeateSalt { get; init; }
}
