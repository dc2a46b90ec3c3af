using System.Collections.Immutable;
using Titer.Control;
using Titer.Control.Estimators;
using Titer.Core;
using Titer.Processes.Transcription;
using U = Titer.Processes.Transcription.IvtInput;

namespace Titer.Plant.Transcription;

/// <summary>One of the ten pumps: what it is told by, what its bottle has lost, and what compares the two.</summary>
/// <param name="Input">Its flow in <see cref="IvtInput"/>.</param>
/// <param name="Mass">What its bottle has lost, kg.</param>
public sealed record TranscriptionPump(int Input, Tag Actuator, Tag Mass, PumpMonitor Monitor)
{
    public double Density => IvtStock.Density(Input);

    /// <summary>Fresh pumps of one batch, by their position in the inputs of the model.</summary>
    public static ImmutableArray<TranscriptionPump> All() =>
    [
        Of(U.Atp, Actuators.Atp, "ATP"), Of(U.Utp, Actuators.Utp, "UTP"), Of(U.Ctp, Actuators.Ctp, "CTP"), Of(U.Gtp, Actuators.Gtp, "GTP"),
        Of(U.Cap, Actuators.Cap, "cap"), Of(U.Magnesium, Actuators.Magnesium, "magnesium"), Of(U.Polymerase, Actuators.Polymerase, "polymerase"),
        Of(U.Base, Actuators.Base, "base"), Of(U.Dnase, Actuators.Dnase, "DNase"), Of(U.Edta, Actuators.Edta, "EDTA"),
    ];

    // A balance is good to 0.3 g: ten minutes of 0.03 L/h of cap analogue are 5 g, an hour of polymerase 9 g.
    private static TranscriptionPump Of(int input, Tag actuator, string bottle) => new(input, actuator, new Tag($"mass/{bottle}"),
        new PumpMonitor(actuator.Name, IvtStock.Density(input), TimeSpan.FromMinutes(input == U.Polymerase ? 60 : 20)));
}
