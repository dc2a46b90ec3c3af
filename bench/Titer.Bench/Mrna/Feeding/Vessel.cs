using Titer.Batch;
using Titer.Control.Controllers;
using Titer.Core;
using Titer.Field.Simulated;
using Titer.Numerics;
using Titer.Plant.Transcription;
using Titer.Processes;
using Titer.Processes.Transcription;
using M = Titer.Control.Strategy.Transcription.IvtStrategyModel;
using U = Titer.Processes.Transcription.IvtInput;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Bench.Mrna.Feeding;

/// <summary>
/// The plant that the simulated transcription of a seed is, minute by minute, without chips: its pH and temperature are held by the loops of the
/// real unit, tuned as there, which read the truth.
/// </summary>
internal sealed class Vessel
{
    private const double Minute = 1 / 60.0;

    private readonly double[] _split = new double[M.Parameters], _flows = new double[U.Count];
    private readonly double _pH, _temperature;
    private readonly Pid _base = new(new PidTuning(Gain: 2, IntegralTime: 0.4, Low: 0, High: 0.3));
    private readonly Pid _jacket = new(new PidTuning(Gain: 4, IntegralTime: 0.125, Low: 2, High: 60));
    private readonly ModelOde<InVitroTranscription> _ode;
    private readonly Integrator _integrator = new(X.Count, new Numerics.Tolerance(1e-6, 1e-8));

    public Vessel(ulong seed, Recipe recipe)
    {
        TranscriptionMix mix = TranscriptionMix.Of(recipe);
        TranscriptionDraw plant = TranscriptionDraw.From(seed, mix.Start, mix.Parameters);
        (Parameters, State) = (plant.Parameters, [.. plant.Start]);
        mix.Parameters.CopyTo(_split, 0);
        _split[M.CapShare] = mix.CapPart;
        (_pH, _temperature) = (recipe.Parameter("reaction-pH").In(Unit.PH), recipe.Parameter("reaction-temperature").In(Unit.Celsius));
        _base.Start(_pH, InVitroTranscription.PH(State, Parameters), 0);
        _jacket.Start(_temperature, State[X.Temperature], _temperature);
        _ode = new ModelOde<InVitroTranscription>(_flows, Parameters);
    }

    public double[] Parameters { get; }

    public double[] State { get; }

    /// <summary>Runs a minute.</summary>
    /// <param name="feeds">L/h of nucleotides, magnesium and polymerase.</param>
    public void Run(ReadOnlySpan<double> feeds)
    {
        M.Share(feeds.AsReal(), new ReadOnlySpan<double>(_split).AsReal(), _flows.AsSpan().AsReal());
        _flows[U.Base] = _base.Next(_pH, InVitroTranscription.PH(State, Parameters), Minute);
        _flows[U.Jacket] = _jacket.Next(_temperature, State[X.Temperature], Minute);
        ModelOde<InVitroTranscription> ode = _ode;
        _integrator.Advance(ref ode, 0, Minute, State);
    }

    /// <summary>The feed that the formula of a recipe says, to the end of the reaction.</summary>
    public static Outcome AsFormulated(ulong seed, Recipe recipe)
    {
        double Flow(string name) => recipe.Parameter(name).In(Unit.LitrePerHour);
        double[] feed = [Flow("nucleotide-flow"), Flow("magnesium-flow"), Flow("polymerase-flow")];
        var vessel = new Vessel(seed, recipe);
        for (int minute = 0; minute < 60 * ControlRecipe.Hours; minute++) vessel.Run(minute < 60 * ControlRecipe.FeedHours ? feed : [0, 0, 0]);
        return Outcome.Of(vessel.State, vessel.Parameters);
    }
}
