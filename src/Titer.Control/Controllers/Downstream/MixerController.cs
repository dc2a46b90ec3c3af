using System.Collections.Immutable;
using Titer.Core;
using Titer.Processes.Downstream;

namespace Titer.Control.Controllers.Downstream;

/// <summary>
/// Three pumps into the mixer from total flow, flow ratio and N/P: the lipid stock gives the amine, so that N/P asks for so much RNA in the aqueous
/// stream, which acid dilutes in line: lipid = F / (1 + R), RNA = lipid L / (g lipid per g RNA at N/P) / c, acid = the rest of the aqueous flow.
/// Rungs: <c>ratio</c> with an estimate of the RNA better than 15 %; <c>hold</c>, because particles of an unknown N/P are worth nothing.
/// </summary>
/// <param name="lipidStock">g/L of all lipids in the ethanol.</param>
public sealed class MixerController(ActuatorLimit rna, ActuatorLimit acid, ActuatorLimit lipid, LipidComposition lipids, double lipidStock)
    : IController
{
    /// <summary>Largest relative standard uncertainty of the RNA concentration with which it is mixed.</summary>
    public const double MaximumUncertainty = 0.15;

    private readonly Ladder _ladder = new("mixer",
    [
        new Rung("ratio", [new Need(DownstreamTags.RetentateVolume, TimeSpan.FromMinutes(5))], s =>
            s.Estimate is null || s.Estimate.IndexOf(DownstreamTags.RetentateRna) < 0 ? "no estimate of the RNA"
                : s.TooUncertain(DownstreamTags.RetentateRna, MaximumUncertainty)),
        new Rung("hold", []),
    ]);

    public string Name => "mixer";

    public void Decide(Situation situation, double hours, ControlOutput to)
    {
        if (situation.Stopped || !situation.Targets.TryGetValue(DownstreamTags.TotalFlow, out Target flow)
            || !situation.Targets.TryGetValue(DownstreamTags.FlowRatio, out Target ratio)
            || !situation.Targets.TryGetValue(DownstreamTags.NitrogenToPhosphate, out Target np))
        {
            Stop(situation, "mixer/off", "no set point", to);
            return;
        }
        ImmutableArray<Evidence> evidence = _ladder.Choose(situation, to.Events, out _);
        if (_ladder.OnLastRung)
        {
            Stop(situation, "mixer/hold", "N/P is not known", to);
            return;
        }
        double lipidFlow = flow.Value / (1 + ratio.Value), aqueous = flow.Value - lipidFlow;
        double wanted = lipidFlow * lipidStock / NanoparticleMixer.LipidPerRna(np.Value, lipids); // g/h of RNA
        double rnaFlow = Math.Min(aqueous, wanted / Math.Max(situation.Estimate![DownstreamTags.RetentateRna], 1e-3));
        to.Commands.Add(rna.Command(situation.Now, rnaFlow, "mixer/ratio", "RNA for the amine of the lipids", evidence));
        to.Commands.Add(acid.Command(situation.Now, aqueous - rnaFlow, "mixer/ratio", "acid for the rest of the aqueous flow", evidence));
        to.Commands.Add(lipid.Command(situation.Now, lipidFlow, "mixer/ratio", "lipids by the flow ratio", evidence));
    }

    private void Stop(Situation situation, string controller, string why, ControlOutput to)
    {
        foreach (ActuatorLimit pump in (ReadOnlySpan<ActuatorLimit>)[rna, acid, lipid]) to.Commands.Add(pump.ToSafe(situation.Now, controller, why));
    }
}
