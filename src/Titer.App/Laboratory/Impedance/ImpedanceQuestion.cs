using Titer.Sensing.Impedance.Circuits;

namespace Titer.App.Laboratory.Impedance;

/// <summary>What is asked of impedance spectra: the parameters of a circuit, or the viable cell volume of a chip; the options as they are written.</summary>
internal sealed record ImpedanceQuestion
{
    /// <summary>Null with <see cref="Cells"/>.</summary>
    public string? Circuit { get; init; }

    public string Weighting { get; init; } = "range";

    public string Bounds { get; init; } = "";

    public string Start { get; init; } = "";

    /// <summary>Of the cell layer, cm2; 0 for none.</summary>
    public double Area { get; init; } = CellLayerLimit.InsertArea;

    /// <summary>LOW-HIGH, Hz; null for all.</summary>
    public string? Frequencies { get; init; }

    /// <summary><c>plain</c> or <c>negated</c>; null for what the header says.</summary>
    public string? Imaginary { get; init; }

    /// <summary>The spectra are of one chip in time.</summary>
    public bool Monitor { get; init; }

    /// <summary>YAML file of the chip and the cells; null with <see cref="Circuit"/>.</summary>
    public string? Cells { get; init; }
}
