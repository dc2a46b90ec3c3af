using System.Collections.Immutable;
using System.Globalization;
using Titer.Batch;
using Titer.Control.Controllers;
using Titer.Control.Estimators.Downstream;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes.Downstream;
using D = Titer.Control.DownstreamActuators;
using T = Titer.Control.DownstreamTags;

namespace Titer.Plant.Downstream;

/// <summary>
/// The events <c>model.assumptions</c>, <c>dose.step</c> and <c>shelf-life</c> of one batch: made of the estimate and what the pumps were
/// told at the end of each phase, so that a replay makes them again.
/// </summary>
internal sealed class DoseStatements(DownstreamFormula formula)
{
    // What moves or changes RNA.
    private static readonly Tag[] Steps = [T.Transfer, T.PermeateFlow, T.TotalFlow, T.Return, T.DoseConcentration, T.Fill];

    private Nanoparticles? _particles;
    private double _rnaInStream, _total, _ratio, _nitrogen;

    /// <summary>Remembers how nanoparticles are being mixed.</summary>
    public void Watch(Situation situation)
    {
        double rna = Told(situation, D.Rna), acid = Told(situation, D.Acid), lipid = Told(situation, D.Lipid);
        if (rna <= 0 || lipid <= 0 || situation.Estimate is not { } estimate) return;
        (_total, _ratio) = (rna + acid + lipid, (rna + acid) / lipid);
        _rnaInStream = estimate[T.RetentateRna] * rna / (rna + acid);
        _nitrogen = lipid * formula.LipidStock / (estimate[T.RetentateRna] * rna) / NanoparticleMixer.LipidPerRna(1, LipidComposition.Standard);
    }

    /// <param name="targets">What was controlled in the phase.</param>
    /// <param name="inputs">Of <see cref="TangentialFlow"/> at its end.</param>
    /// <param name="state">Mean of <see cref="FiltrationState"/>.</param>
    public void Ended(
        PhaseStep phase, IReadOnlySet<Tag> targets, Situation situation, ReadOnlySpan<double> inputs, ReadOnlySpan<double> state, List<Event> events)
    {
        if (!Steps.Any(targets.Contains)) return;
        Estimate e = situation.Estimate!;
        DateTimeOffset now = situation.Now;
        string name = phase.Phase.Name;
        var notes = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Predicted rna = Of(e, T.RnaGrams), integrity = Of(e, T.Integrity);
        double volume = e[T.RetentateVolume] + e[T.CollectedVolume];

        if (targets.Contains(T.PermeateFlow))
        {
            events.Add(TangentialFlow.Assumptions(state, inputs, formula.Filtration).ToEvent(now, name));
            notes["nucleotides"] = Text(e, T.Nucleotides, "G3");
            notes["RNA"] = Text(e, T.RetentateRna, "G4");
            if (targets.Contains(T.RetentateVolume)) notes["diavolumes"] = Text(e, T.Diavolumes, "F1");
            if (_particles is not null) notes["ethanol"] = Text(e, T.Ethanol, "G3");
        }
        if (targets.Contains(T.TotalFlow) && _total > 0)
        {
            _particles = NanoparticleMixer.Mix(new MixerSettings(_total, _ratio, _nitrogen, formula.Elements, LipidComposition.Standard),
                _rnaInStream);
            events.Add(_particles.Assumptions.ToEvent(now, name));
            notes["size"] = Text(_particles.Diameter, 1, "nm", "F0");
            notes["encapsulation"] = Text(_particles.Encapsulation, 100, "%", "F1");
            notes["polydispersity"] = Text(_particles.Polydispersity, 1, "", "F2");
            notes["N/P"] = _nitrogen.ToString("F2", CultureInfo.InvariantCulture);
            notes["ethanol by volume"] = $"{(100 * _particles.EthanolFraction).ToString("F1", CultureInfo.InvariantCulture)} %";
        }
        if (targets.Contains(T.DoseConcentration)) notes["RNA"] = Text(e, T.RetentateRna, "G4");
        if (targets.Contains(T.Fill)) (volume, rna) = Fill(name, situation, notes, events);
        events.Add(new DoseStep(name, volume, rna, integrity, notes.ToImmutable()).ToEvent(now, name));
        if (targets.Contains(T.Fill)) Keep(name, now, integrity, events);
    }

    private (double Volume, Predicted Rna) Fill(
        string name, Situation situation, ImmutableSortedDictionary<string, string>.Builder notes, List<Event> events)
    {
        Estimate e = situation.Estimate!;
        double filled = situation.Measurements[T.FilledVolume].Value;
        Predicted concentration = Of(e, T.RetentateRna);
        var fill = Filling.Of(filled, new UncertainInput(concentration.Value, concentration.StandardUncertainty), formula.Fill);
        events.Add(fill.Assumptions.ToEvent(situation.Now, name));
        notes["vials"] = fill.Vials.ToString(CultureInfo.InvariantCulture);
        notes["doses"] = (fill.Vials * formula.Fill.Doses).ToString(CultureInfo.InvariantCulture);
        notes["RNA in a dose"] = Text(fill.DoseMass, 1, "ug", "F2");
        notes["RNA in a vial"] = Text(fill.VialMass, 1, "ug", "F1");
        notes["vials filled short"] = $"{(100 * fill.ShortShare).ToString("G3", CultureInfo.InvariantCulture)} %";
        if (_particles is { } p)
        {
            UncertaintyBudget inside = UncertaintyPropagation.Propagate(x => x[0] * x[1],
            [
                new UncertainInput(fill.DoseMass.Value, fill.DoseMass.StandardUncertainty),
                new UncertainInput(p.Encapsulation.Value, p.Encapsulation.StandardUncertainty),
            ]);
            notes[DoseFigures.Encapsulated] = Text(new Predicted(inside.Value, inside.StandardUncertainty), 1, "ug", "F2");
        }
        return (filled, new Predicted(concentration.Value * filled, concentration.StandardUncertainty * filled));
    }

    private void Keep(string name, DateTimeOffset now, Predicted integrity, List<Event> events)
    {
        var life = ShelfLife.Of(HydrolysisKinetics.InNanoparticle(), formula.Nucleotides,
            new UncertainInput(integrity.Value, integrity.StandardUncertainty), formula.IntegrityLimit, formula.Storage, TemperatureHistory.None);
        events.Add(life.Assumptions.ToEvent(now, name));
        events.Add(life.ToEvent(now, name));
    }

    private static double Told(Situation situation, Tag actuator) => situation.InForce.TryGetValue(actuator, out Command? told) ? told.Value : 0;

    private static Predicted Of(Estimate e, Tag tag) => new(e[tag], e.Uncertainty(tag));

    private static string Text(Estimate e, Tag tag, string format) =>
        Text(Of(e, tag), 1, e.Variables[e.IndexOf(tag)].Unit is var unit && unit == Unit.One ? "" : unit.Code, format);

    private static string Text(Predicted p, double scale, string unit, string format) => string.Create(CultureInfo.InvariantCulture,
        $"{(scale * p.Value).ToString(format, CultureInfo.InvariantCulture)} {unit}").TrimEnd() + string.Create(CultureInfo.InvariantCulture,
        $" (standard uncertainty {(scale * p.StandardUncertainty).ToString(format, CultureInfo.InvariantCulture)})");
}
