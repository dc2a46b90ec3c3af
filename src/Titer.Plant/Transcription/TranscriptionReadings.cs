using System.Collections.Immutable;
using Titer.Batch;
using Titer.Control;
using Titer.Control.Controllers;
using Titer.Core;
using Titer.Plant.Loop;
using T = Titer.Control.TranscriptionTags;

namespace Titer.Plant.Transcription;

/// <summary>
/// What a recipe may ask of a transcription: pH, temperature, free magnesium, the stirrer and the volumes of the skid as measured; feeds as they are
/// told; what was dosed to a
/// concentration by the balance of its stock; everything else as estimated.
/// </summary>
internal sealed class TranscriptionReadings(Situation situation, ImmutableArray<TranscriptionFeed> feeds, ImmutableArray<TranscriptionDose> doses)
    : UnitReadings(situation, Tags.PH, Tags.Temperature, Tags.MeasuredAgitation, T.FreeMagnesium, DownstreamTags.RetentateVolume,
        DownstreamTags.CollectedVolume)
{
    public override bool TryGet(Tag tag, out Reading reading)
    {
        foreach (TranscriptionFeed feed in feeds)
            if (feed.Variable == tag) return Fed(feed, out reading);
        foreach (TranscriptionDose dose in doses)
            if (dose.Variable == tag) return Dosed(dose, out reading);
        return base.TryGet(tag, out reading);
    }

    private bool Fed(TranscriptionFeed feed, out Reading reading)
    {
        double flow = 0;
        foreach ((TranscriptionPump pump, _) in feed.Measured) flow += Situation.InForce.TryGetValue(pump.Actuator,
            out Command? told) ? told.Value : 0;
        reading = new Reading(flow, Unit.LitrePerHour, 0, Quality.Good, Situation.Now);
        return true;
    }

    private bool Dosed(TranscriptionDose dose, out Reading reading)
    {
        reading = default;
        if (!base.TryGet(dose.Pump.Mass, out Reading mass) || !Situation.Measurements.TryGetValue(Tags.Volume, out Measurement? volume)) return false;
        double perKilogram = dose.Stock / dose.Pump.Density / volume.Value, value = mass.Value * perKilogram;
        double ofVolume = value * volume.StandardUncertainty / volume.Value, ofMass = mass.StandardUncertainty * perKilogram;
        Quality quality = volume.Quality.IsBad ? volume.Quality : mass.Quality;
        reading = new Reading(value, dose.Unit, Math.Sqrt(ofMass * ofMass + ofVolume * ofVolume), quality, mass.Time);
        return true;
    }
}
