using System.Text.Json;
using System.Text.Json.Serialization;

namespace Titer.Sensing.Hologram;

/// <summary>What is known of a lens-free camera and its flow chamber. Lengths in um, standard uncertainties 1 sigma.</summary>
public sealed record HologramCalibration
{
    /// <summary>In vacuum.</summary>
    public required double Wavelength { get; init; }
    public required double PixelPitch { get; init; }
    /// <summary>Between object and sensor; 1 gives the distance as if it were air.</summary>
    public double MediumIndex { get; init; } = 1;
    /// <summary>Where the focus is looked for.</summary>
    public double NearestFocus { get; init; } = 300;
    public double FarthestFocus { get; init; } = 7000;
    /// <summary>
    /// Whether the objects are transparent, as cells are: they have no contrast of amplitude in focus, and only the complex wave tells.
    /// </summary>
    public bool Transparent { get; init; }
    /// <summary>Relative standard uncertainty of all distances, of wavelength and pitch squared over wavelength.</summary>
    public double DistanceScale { get; init; } = 0.002;

    /// <summary>Pixels of a side of the square sensor over the chamber.</summary>
    public int Side { get; init; } = 512;
    /// <summary>Middle of the chamber from the sensor.</summary>
    public double ChamberDistance { get; init; } = 900;
    public double ChamberDistanceTolerance { get; init; } = 60;
    public double ChamberDepth { get; init; } = 100;
    /// <summary>Relative standard uncertainty of the depth of the chamber.</summary>
    public double ChamberDepthUncertainty { get; init; } = 0.02;
    /// <summary>Broth is diluted by this before it enters the chamber, and how well.</summary>
    public double Dilution { get; init; } = 20;
    public double DilutionUncertainty { get; init; } = 0.02;

    /// <summary>Grey level of a full pixel.</summary>
    public double White { get; init; } = 255;
    /// <summary>Diameter above which an object is a bubble and no cell.</summary>
    public double LargestCell { get; init; } = double.MaxValue;
    /// <summary>Tells cells that live from dead ones; absent where the camera sees no cells or none was calibrated.</summary>
    public CellClassifier? Cells { get; init; }

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);

    /// <summary>As JSON that <see cref="FromJson"/> reads back bit for bit.</summary>
    public string ToJson() => CalibrationText.Write(this);

    public static HologramCalibration FromJson(string json) => JsonSerializer.Deserialize<HologramCalibration>(json)!;

    /// <summary>Volume of medium over a square of so many pixels, L.</summary>
    public double ObservedVolume(double side) => side * PixelPitch * side * PixelPitch * ChamberDepth * 1e-15;

    /// <summary>The camera over the flow chamber of the simulated plant: 650 nm, 1.4 um pixels, cells in water.</summary>
    public static HologramCalibration Nominal { get; } = new()
    {
        Wavelength = 0.65, PixelPitch = 1.4, MediumIndex = 1.334, NearestFocus = 600, FarthestFocus = 1400, Transparent = true,
        LargestCell = 40,
    };
}
