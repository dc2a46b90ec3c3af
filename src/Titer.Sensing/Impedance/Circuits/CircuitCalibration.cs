using System.Text.Json.Serialization;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>How spectra are read: the circuit, how the noise grows, what is known of its parameters.</summary>
public sealed record CircuitCalibration
{
    public required string Circuit { get; init; }
    public SpectrumWeighting Weighting { get; init; } = SpectrumWeighting.Range;
    /// <summary>As <see cref="ParameterBounds.Parse"/> reads them; empty for none.</summary>
    public string Bounds { get; init; } = "";
    /// <summary>A value for each parameter to start from, <c>R0=20, R1=300, C1=1e-6</c>; empty for guesses from the spectrum.</summary>
    public string Start { get; init; } = "";
    /// <summary>cm2 of the cell layer: capacitors above <see cref="CellLayerLimit"/> are bounded where it applies; zero for no such bound.</summary>
    public double Area { get; init; } = CellLayerLimit.InsertArea;
    /// <summary>True when the spectra are those of one chip one after the other: a common rise of all impedances is then a gas bubble.</summary>
    public bool Monitoring { get; init; }

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);
}
