using Titer.Batch;
using Titer.Control.Controllers;
using Titer.Core;
using D = Titer.Control.DownstreamActuators;
using T = Titer.Control.DownstreamTags;

namespace Titer.Plant.Downstream;

/// <summary>What a recipe may ask of a line: flows and ratios as the pumps are told, the dose concentration as that of the loop is estimated; the
/// rest as the reactor has it.</summary>
internal sealed class LineReadings(IReadings reactor, Situation situation) : IReadings
{
    public bool TryGet(Tag tag, out Reading reading)
    {
        if (tag == T.DoseConcentration) return reactor.TryGet(T.RetentateRna, out reading);
        double? told = tag == T.Transfer ? Told(D.Transfer)
            : tag == T.CrossFlow ? Told(D.CrossFlow)
            : tag == T.Return ? Told(D.Return)
            : tag == T.Fill ? Told(D.Fill)
            : tag == T.TotalFlow ? Told(D.Rna) + Told(D.Acid) + Told(D.Lipid)
            : tag == T.FlowRatio && Told(D.Lipid) > 0 ? (Told(D.Rna) + Told(D.Acid)) / Told(D.Lipid)
            : null;
        if (told is not { } value) return reactor.TryGet(tag, out reading);
        reading = new Reading(value, tag == T.FlowRatio ? Unit.One : Unit.LitrePerHour, 0, Quality.Good, situation.Now);
        return true;
    }

    private double Told(Tag actuator) => situation.InForce.TryGetValue(actuator, out Command? command) ? command.Value : 0;
}
