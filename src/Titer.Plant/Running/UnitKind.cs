using Titer.Control.Controllers;
using Titer.Records.Reports;

namespace Titer.Plant.Running;

/// <summary>A kind of unit and what is particular to its runs. The kinds are in <see cref="Units"/>; nothing else tells them apart.</summary>
public abstract class UnitKind
{
    /// <summary>As records name it.</summary>
    public abstract string Name { get; }

    /// <summary>The stages that make such a unit, as the header asks for them.</summary>
    /// <param name="deadline">What bounds the decisions of predictive controllers.</param>
    /// <exception cref="Core.InputException">The recipe or its equipment does not fit this kind of unit.</exception>
    public abstract UnitStages Create(RunHeader header, IDeadline deadline);

    /// <summary>The trends of its report.</summary>
    public abstract ReportLayout Layout(RunHeader header);
}
