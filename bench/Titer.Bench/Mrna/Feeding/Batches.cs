using Titer.Batch;
using Titer.Control;
using Titer.Core;
using Titer.Field.Simulated;
using Titer.Plant.Loop;
using Titer.Plant.Running;
using Titer.Processes.Transcription;
using Titer.Sensing.Raman;

namespace Titer.Bench.Mrna.Feeding;

/// <summary>One batch of a seed's plant in the real loop, chips' raw frames to pumps, to the end of its reaction.</summary>
internal static class Batches
{
    private static readonly Tag[] Nucleotides = [Actuators.Atp, Actuators.Utp, Actuators.Ctp, Actuators.Gtp];

    public static Outcome Of(Recipe recipe, RamanCalibration raman, ulong seed) =>
        ScratchRun.Of(StandardRun.Header(recipe, raman, seed, []), run => Judge(run, ((SimulatedLine)run.Plant).Reactor));

    private static Outcome Judge(BatchRun run, SimulatedTranscription plant)
    {
        int minutes = 0, outside = 0, followed = 0, ladder = 0;
        double nucleotide = 0, polymerase = 0;
        while (true)
        {
            LoopTick tick = run.Step();
            ladder += tick.Events.Count(e => e.Kind == EventKind.Ladder);
            // The tick in which the reaction ends has read the plant and not yet acted on it.
            if (run.Engine.Phase?.Operation.Name != "Reaction") break;
            minutes++;
            double pH = InVitroTranscription.PH(plant.Truth, plant.TrueParameters);
            if (!run.Engine.Goals.TryGet(Tags.PH, out Goal goal) || pH < goal.Low || pH > goal.High) outside++;
            if (tick.Commands.Exists(c => c.Controller == "nucleotide-feed/predictive")) followed++;
            foreach (Command c in tick.Commands)
            {
                if (Nucleotides.Contains(c.Actuator)) nucleotide += c.Value * BatchRun.TickLength.TotalHours;
                if (c.Actuator == Actuators.Polymerase) polymerase += c.Value * BatchRun.TickLength.TotalHours;
            }
        }
        if (minutes != (int)Math.Round(60 * ControlRecipe.Hours))
            throw new InvalidOperationException($"The reaction of seed {run.Header.Seed} ended after {minutes} min.");
        return Outcome.Of(plant.Truth, plant.TrueParameters) with
        {
            PHOutside = (double)outside / minutes, Followed = (double)followed / minutes, LadderSteps = ladder, Fed = (nucleotide, polymerase),
        };
    }
}
