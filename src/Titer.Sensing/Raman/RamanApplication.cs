using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;
using static Titer.Sensing.Raman.RamanPhysics;

namespace Titer.Sensing.Raman;

/// <summary>Puts how much of each component a broth holds where the component stands.</summary>
public delegate void RamanAmounts(in Broth broth, Span<double> amounts);

/// <summary>A figure of a broth.</summary>
public delegate double RamanFigure(double hours, in Broth broth);

/// <summary>The reference values of a broth in the order of the analytes.</summary>
public delegate double[] RamanReferences(in Broth broth);

/// <summary>
/// What one Raman probe is used for: what scatters light in the vessel, for the simulated probe, and what is calibrated over which samples, for the
/// calibration run. The probe, its axis and its preprocessing are the same for all.
/// </summary>
public sealed record RamanApplication
{
    /// <summary>Streams of chance of its calibration begin with this.</summary>
    public required string Stream { get; init; }
    /// <summary>Names (tags) and units of the analytes in the order in which they are written.</summary>
    public required ImmutableArray<(string Name, Unit Unit)> Analytes { get; init; }
    /// <summary>Bands of each component per unit of it.</summary>
    public required ImmutableArray<Band[]> Components { get; init; }
    public required RamanAmounts Amounts { get; init; }
    /// <summary>What every lot of medium or buffer has, at nominal strength.</summary>
    public required Band[] Medium { get; init; }
    /// <summary>Part of the Raman light that comes back through what scatters it away.</summary>
    public required RamanFigure Transmission { get; init; }
    /// <summary>Counts of the fluorescence.</summary>
    public required RamanFigure Fluorescence { get; init; }
    /// <summary>A spiked sample: every constituent drawn by itself over the whole range of a batch.</summary>
    public required Func<Gaussian, Broth> Mixture { get; init; }
    public required RamanReferences References { get; init; }
    /// <summary>Of the reference method: relative, and in the unit of each analyte.</summary>
    public required double ReferenceRelative { get; init; }
    public required ImmutableArray<double> ReferenceFloor { get; init; }
    /// <summary>h, longest batch.</summary>
    public required double Hours { get; init; }

    public bool Fits(RamanCalibration calibration) => !calibration.Analytes.IsDefault
        && calibration.Analytes.Select(a => (a.Name, a.UnitCode ?? Unit.Millimolar.Code)).SequenceEqual(Analytes.Select(a => (a.Name, a.Unit.Code)));
}
