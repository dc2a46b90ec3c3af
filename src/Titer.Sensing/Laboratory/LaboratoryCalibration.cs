using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Titer.Sensing.Laboratory;

/// <summary>Constants of the laboratory's instruments and what its methods are worth. Standard uncertainties are 1 sigma.</summary>
public sealed record LaboratoryCalibration
{
    /// <summary>L of broth mixture that is counted; the dilution is in each frame.</summary>
    public required double CountedVolume { get; init; }
    /// <summary>Relative: of the dilution, and between operators (focus, threshold of the stain).</summary>
    public required double DilutionUncertainty { get; init; }
    public required double OperatorUncertainty { get; init; }
    /// <summary>% of cells that get the wrong stain.</summary>
    public required double StainUncertainty { get; init; }
    /// <summary>Glucose, lactate, glutamine.</summary>
    public required ImmutableArray<EnzymeElectrode> Enzymes { get; init; }
    /// <summary>mV, mV per decade, mmol/L of interfering ions, mV of uncertainty.</summary>
    public required double AmmoniumE0 { get; init; }
    public required double AmmoniumSlope { get; init; }
    public required double AmmoniumInterference { get; init; }
    public required double AmmoniumUncertainty { get; init; }
    /// <summary>mV at pH 7, mV per pH at 37 °C, uncertainty in [pH].</summary>
    public required double ElectrodeE0 { get; init; }
    public required double ElectrodeSlope { get; init; }
    public required double PHUncertainty { get; init; }
    /// <summary>Relative.</summary>
    public required double CarbonDioxideUncertainty { get; init; }
    /// <summary>Peak area per g/L; relative uncertainty and floor in g/L.</summary>
    public required double PeakArea { get; init; }
    public required double TitreUncertainty { get; init; }
    public required double TitreFloor { get; init; }

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);

    public static LaboratoryCalibration Nominal { get; } = new()
    {
        CountedVolume = 1e-6,
        DilutionUncertainty = 0.03,
        OperatorUncertainty = 0.03,
        StainUncertainty = 0.5,
        Enzymes =
        [
            new EnzymeElectrode(2, 400, 60, 0.03, 0.1),
            new EnzymeElectrode(2, 350, 50, 0.03, 0.1),
            new EnzymeElectrode(2, 120, 15, 0.05, 0.05),
        ],
        AmmoniumE0 = 100,
        AmmoniumSlope = 58,
        AmmoniumInterference = 0.3,
        AmmoniumUncertainty = 1.2,
        ElectrodeE0 = 10,
        ElectrodeSlope = 61.5,
        PHUncertainty = 0.015,
        CarbonDioxideUncertainty = 0.04,
        PeakArea = 1000,
        TitreUncertainty = 0.05,
        TitreFloor = 0.01,
    };
}
