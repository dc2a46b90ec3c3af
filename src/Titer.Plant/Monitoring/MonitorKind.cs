using System.Collections.Immutable;
using Titer.Control.Controllers;
using Titer.Core;
using Titer.Plant.Running;
using Titer.Records.Reports;

namespace Titer.Plant.Monitoring;

/// <summary>Cultures that are watched without control authority.</summary>
internal sealed class MonitorKind : UnitKind
{
    public override string Name => "Monitor";

    public override UnitStages Create(RunHeader header, IDeadline deadline) => MonitorUnit.Create(header.Recipe());

    public override ReportLayout Layout(RunHeader header)
    {
        var panels = ImmutableArray.CreateBuilder<ReportPanel>();
        foreach (int position in header.Positions)
        {
            Tag oxygen = new($"culture-{position:00}/DO"), pH = new($"culture-{position:00}/pH");
            panels.Add(new($"Culture {position:00}: dissolved oxygen", Unit.Percent) { Estimate = oxygen, Measurements = [oxygen] });
            panels.Add(new($"Culture {position:00}: pH", Unit.PH) { Estimate = pH, Measurements = [pH] });
        }
        return new(header.Recipe().Name, panels.DrainToImmutable());
    }
}
