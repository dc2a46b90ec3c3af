using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Titer.Sensing.IonArray;

/// <summary>All that is known of an array of ion electrodes: the electrodes as calibrated, which of them stand together, and what else is in the
/// medium.</summary>
public sealed record IonArrayCalibration
{
    public required ImmutableArray<IonElectrode> Electrodes { get; init; }
    public ImmutableArray<IonSet> Sets { get; init; } = [];
    /// <summary>Ions that nothing measures, for the joint solution of the ion-selective electrodes.</summary>
    public ImmutableArray<BackgroundIon> Background { get; init; } = [];
    /// <summary>Where frames bring the raw <c>thermistor</c>; null where they bring a <c>temperature</c>.</summary>
    public ThermistorCurve? Thermistor { get; init; }
    /// <summary>K, of the temperature common to all electrodes.</summary>
    public double TemperatureUncertainty { get; init; } = 0.1;
    /// <summary>Practical salinity, 1 sigma; it moves electrodes against a chloride electrode by 0.012 pH per unit.</summary>
    public double SalinityUncertainty { get; init; } = 0.1;
    /// <summary>V of light on the most exposed site from which light is reported.</summary>
    public double LightLimit { get; init; } = 0.004;

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);
}
