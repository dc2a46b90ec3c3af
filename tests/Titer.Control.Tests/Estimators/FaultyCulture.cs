using System.Collections.Immutable;
using Titer.Control.Estimators;
using Titer.Control.Estimators.Faults;
using Titer.Control.Tests.Controllers;
using Titer.Core;
using Titer.Processes.CellCulture;
using U = Titer.Processes.CellCulture.ChoInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Tests.Estimators;

/// <summary>A culture as the estimator believes in it, of which one sensor fails for a while.</summary>
internal sealed class FaultyCulture(ulong seed, Tag tag, FaultKind kind, double size, double from, double to)
{
    private readonly PriorCulture _culture = new(seed);
    private double _frozen = double.NaN;
    private List<Measurement> _sample = [];

    public ChoEstimator Estimator { get; } = new("bioreactor", Scene.Start, PriorCulture.Intended, PriorCulture.Nominal);

    public double[] True => _culture.True;

    public double Hour => (_culture.Now - Scene.Start).TotalHours;

    public List<Event> Events { get; } = [];

    /// <summary>Time of the last isolation or return of the sensor, h; NaN when there was none.</summary>
    public double LastHour(string code) => Events.LastOrDefault(e => e.Code == code && e.Source == tag.Name) is { } e
        ? (e.Time - Scene.Start).TotalHours : double.NaN;

    /// <summary>Runs until an hour; the laboratory gets a sample every <paramref name="sampleEvery"/> hours and answers after three.</summary>
    public void RunTo(double hour, double sampleEvery = 24, Action? each = null)
    {
        while (Hour < hour)
        {
            _culture.Inputs[U.Feed] = Math.Clamp(0.02 * True[X.ViableCells] + 0.02 * (20 - True[X.Glucose]), 0, 2);
            _culture.Pass();
            List<Measurement> read = [.. _culture.ReadChips(), .. _culture.ReadThermistors()];
            double phase = Math.Round(60 * Hour) % (60 * sampleEvery);
            if (phase == 30) _sample = _culture.Sample();
            if (phase == 210) read.AddRange(_sample);
            Estimator.Update(_culture.Now, _culture.Inputs, [.. read.Select(Fail)]);
            Estimator.Report(Events);
            each?.Invoke();
        }
    }

    public Estimate Publish() => Estimator.Publish();

    private Measurement Fail(Measurement m)
    {
        double hour = (m.Time - Scene.Start).TotalHours;
        if (m.Tag != tag || hour < from || hour >= to) return m;
        if (double.IsNaN(_frozen)) _frozen = m.Value;
        return m with
        {
            Value = kind switch { FaultKind.Bias => m.Value + size, FaultKind.Drift => m.Value + size * (hour - from), _ => _frozen },
        };
    }
}
