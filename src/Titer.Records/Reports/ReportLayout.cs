using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records.Reports;

/// <summary>What a batch report shows: its title and its trends from top to bottom.</summary>
public sealed record ReportLayout(string Title, ImmutableArray<ReportPanel> Panels);

/// <summary>One trend over the time of the batch. Values are converted to <paramref name="Unit"/>, which must be of their dimension.</summary>
public sealed record ReportPanel(string Title, Unit Unit)
{
    /// <summary>Estimated variable: a line with its 95 % band.</summary>
    public Tag? Estimate { get; init; }

    /// <summary>Points by quality; bad ones are crosses at the bottom edge and belong to no line and no scale.</summary>
    public ImmutableArray<Tag> Measurements { get; init; } = [];

    /// <summary>Actuators, as steps.</summary>
    public ImmutableArray<Tag> Commands { get; init; } = [];

    /// <summary>Set point as a step line with its tolerance, from the events <c>setpoint.changed</c>.</summary>
    public Tag? SetPoint { get; init; }
}
