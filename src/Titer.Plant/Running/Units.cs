using Titer.Control.Controllers;
using Titer.Plant.Bioreactor;
using Titer.Plant.Monitoring;

namespace Titer.Plant.Running;

/// <summary>The one place that knows which stages make which kind of unit.</summary>
public static class Units
{
    /// <param name="deadline">What bounds the decisions of predictive controllers.</param>
    public static UnitStages Create(RunHeader header, IDeadline deadline) => header.Kind switch
    {
        RunKind.Bioreactor => BioreactorUnit.Create(header.Recipe(), header.Start, header.Raman!, header.AutoConfirm, deadline),
        RunKind.Monitor => MonitorUnit.Create(header.Recipe()),
        _ => throw new ArgumentOutOfRangeException(nameof(header), header.Kind, "Unknown kind of run."),
    };
}
