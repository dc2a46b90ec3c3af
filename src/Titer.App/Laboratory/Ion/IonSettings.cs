using System.Collections.Immutable;
using Titer.Field.Files;
using Titer.Sensing.IonArray;

namespace Titer.App.Laboratory.Ion;

/// <summary>A settings file of <c>titer sense ion</c>: the array as calibrated, and where its readings are in the data.</summary>
/// <param name="Calibration">E0 is 0 where the data has a column of it.</param>
/// <param name="References">For each electrode the column with its published values, or empty.</param>
internal sealed record IonSettings(IonArrayCalibration Calibration, IonColumns Columns, ImmutableArray<string> References)
{
    /// <summary>The calibration that holds for a segment of the data.</summary>
    public IonArrayCalibration For(IonSegment segment) => Calibration with
    {
        Electrodes = [.. Calibration.Electrodes.Select((e, i) => e with { E0 = segment.Offsets[i] })],
    };
}
