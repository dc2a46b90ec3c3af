using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Titer.Sensing.Electrophoresis;

/// <summary>The method of an electrophoresis chip: its ladder, its marker, the transcript it looks for. Standard uncertainties are 1 sigma.</summary>
public sealed record ElectrophoresisCalibration
{
    /// <summary>Nucleotides of the marker in every lane, and of the ladder's strands in rising order.</summary>
    public required int Marker { get; init; }
    public required ImmutableArray<int> Ladder { get; init; }
    /// <summary>ng/uL of all strands of the ladder together.</summary>
    public required double LadderConcentration { get; init; }
    /// <summary>Nucleotides of the whole transcript, and how far its peak may be from there, relative.</summary>
    public required int Transcript { get; init; }
    public required double TranscriptWindow { get; init; }
    /// <summary>Signal at which the detector ends; same unit as the traces.</summary>
    public required double Ceiling { get; init; }
    /// <summary>ng/uL in a lane: below it no integrity is given, above it bands are overloaded.</summary>
    public required double LeastLane { get; init; }
    public required double MostLane { get; init; }

    /// <summary>Relative: of the ladder's concentration, of a dilution, of one injection against its marker.</summary>
    public required double LadderUncertainty { get; init; }
    public required double DilutionUncertainty { get; init; }
    public required double InjectionUncertainty { get; init; }
    /// <summary>ng/uL in a lane, of the baseline under a whole trace.</summary>
    public required double BaselineUncertainty { get; init; }
    /// <summary>Relative, of a migration time against the ladder after alignment; and of a length between two strands of the ladder.</summary>
    public required double TimeUncertainty { get; init; }
    public required double LengthUncertainty { get; init; }
    /// <summary>%, of an integrity by the limits of its integration; and part of what is taken off for fragments under the peak.</summary>
    public required double IntegrityUncertainty { get; init; }
    public required double FragmentUncertainty { get; init; }

    [JsonIgnore] public string Hash => CalibrationText.Hash(this);

    /// <summary>A 200-6000 nucleotide ladder of 150 ng/uL with a marker of 25, as in common RNA kits.</summary>
    public static ElectrophoresisCalibration Nominal { get; } = new()
    {
        Marker = 25,
        Ladder = [200, 500, 1000, 2000, 4000, 6000],
        LadderConcentration = 150,
        Transcript = 4000,
        TranscriptWindow = 0.15,
        Ceiling = 2000,
        LeastLane = 15,
        MostLane = 500,
        LadderUncertainty = 0.02,
        DilutionUncertainty = 0.02,
        InjectionUncertainty = 0.03,
        BaselineUncertainty = 1.35,
        TimeUncertainty = 0.0015,
        LengthUncertainty = 0.004,
        IntegrityUncertainty = 0.4,
        FragmentUncertainty = 0.08,
    };
}
