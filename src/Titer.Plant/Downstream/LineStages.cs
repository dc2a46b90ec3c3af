using Titer.Control.Controllers;
using Titer.Control.Controllers.Downstream;
using Titer.Control.Interlocks;
using Titer.Control.Interlocks.Downstream;
using Titer.Core;
using Titer.Processes.Downstream;
using D = Titer.Control.DownstreamActuators;
using T = Titer.Control.DownstreamTags;

namespace Titer.Plant.Downstream;

/// <summary>Controllers and interlocks of a line behind its reactor.</summary>
internal static class LineStages
{
    /// <summary>What the equipment must have for it.</summary>
    public static readonly Tag[] Actuators =
        [D.Transfer, D.Pressure, D.CrossFlow, D.Diafiltration, D.Rna, D.Acid, D.Lipid, D.Return, D.Fill];

    // Below the first, the pumps of the loop draw air; its vessel holds the second, L.
    private const double Dry = 0.2, Full = 190;

    public static IController[] Controllers(DownstreamFormula formula, IReadOnlyDictionary<Tag, ActuatorLimit> limits) =>
    [
        new TransferController(T.Transfer, limits[D.Transfer], T.RetentateVolume),
        new FiltrationController(limits[D.Pressure], limits[D.CrossFlow], limits[D.Diafiltration], formula.Filtration),
        new MixerController(limits[D.Rna], limits[D.Acid], limits[D.Lipid], LipidComposition.Standard, formula.LipidStock),
        new TransferController(T.Return, limits[D.Return], T.CollectedVolume),
        new TransferController(T.Fill, limits[D.Fill], T.RetentateVolume),
    ];

    public static IInterlock[] Interlocks(IReadOnlyDictionary<Tag, ActuatorLimit> limits) =>
        [new PressureInterlock(limits[D.Pressure].High), new LoopVolumeInterlock(Dry, Full)];
}
