using Titer.Control.Estimators;
using Titer.Control.Tests.Controllers;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes.CellCulture;
using A = Titer.Control.Estimators.AdaptiveState;
using U = Titer.Processes.CellCulture.ChoInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Tests.Estimators;

/// <summary>
/// A culture that is just what the estimator believes in: drawn from its prior, moved by its dynamics with its process noise, read by its
/// sensors with their stated uncertainty. Gases follow the truth so that oxygen and pH stay in their usual range.
/// </summary>
internal sealed class PriorCulture
{
    public static readonly double[] Nominal = ChoFedBatch.Description.DefaultParameters();
    public static readonly double[] Intended = IntendedCulture();

    /// <summary>Standard uncertainties that the sensors state; of laboratory cells, glucose and titre relative.</summary>
    private static readonly (Tag Tag, double U, int EveryMinutes)[] Chips =
    [
        (Tags.PH, 0.01, 1), (Tags.DissolvedOxygen, 1, 1), (Tags.Temperature, 0.1, 1), (Tags.Volume, 0.5, 1), (Tags.Biovolume, 0.02, 5),
        (Tags.Glucose, 0.8, 15), (Tags.Lactate, 0.8, 15), (Tags.Glutamine, 0.3, 15), (Tags.Ammonia, 0.5, 15),
    ];

    private readonly Gaussian _noise;
    private readonly ChoDynamics _dynamics = new(Nominal);
    private readonly double[] _perHour = new double[A.Count];

    public PriorCulture(ulong seed)
    {
        _noise = new Gaussian(seed);
        True = ChoPrior.Mean(Intended);
        double[] sigma = ChoPrior.StandardDeviations(Intended);
        for (int i = 0; i < A.Count; i++) True[i] += sigma[i] * _noise.Next();
        Inputs = ChoFedBatch.Description.DefaultInputs();
        (Inputs[U.Agitation], Inputs[U.Air], Inputs[U.Feed]) = (110, 6, 0.1);
    }

    public double[] True { get; }
    public double[] Inputs { get; }
    public DateTimeOffset Now { get; private set; } = Scene.Start;

    private static double[] IntendedCulture()
    {
        double[] x = ChoFedBatch.Description.DefaultStates();
        (x[X.ViableCells], x[X.DeadCells], x[X.Antigen], x[X.Glutamine]) = (4, 0.2, 0.2, 4);
        return x;
    }

    /// <summary>Lets time pass under inputs set for it.</summary>
    public void Pass(double minutes = 1)
    {
        Inputs[U.OxygenGas] = Math.Clamp(0.2 * (45 - ChoFedBatch.OxygenSaturation(True)), 0, 10);
        Inputs[U.CarbonDioxideGas] = Math.Clamp(10 * (ChoFedBatch.PH(True, Nominal) - 7), 0, 3);
        Inputs.CopyTo(_dynamics.Inputs);
        _dynamics.ProcessNoise(True, _perHour);
        _dynamics.Propagate(True.AsSpan().AsReal(), minutes / 60);
        for (int i = 0; i < A.Count; i++) True[i] += _perHour[i] * Math.Sqrt(minutes / 60) * _noise.Next();
        Now = Now.AddMinutes(minutes);
    }

    public List<Measurement> ReadChips()
    {
        int minute = (int)Math.Round((Now - Scene.Start).TotalMinutes);
        return [.. Chips.Where(c => minute % c.EveryMinutes == 0).Select(c => Read(c.Tag, c.U))];
    }

    /// <summary>The temperature elements of the pH chip and the optode.</summary>
    public List<Measurement> ReadThermistors() => [Read(new Tag("temperature/ion-fet"), 0.1), Read(new Tag("temperature/optode"), 0.1)];

    /// <summary>A sample; hand it to the estimator when its results have arrived.</summary>
    public List<Measurement> Sample() =>
    [
        Read(Tags.LabViableCells, 0.05 * True[X.ViableCells]), Read(Tags.LabViability, 2), Read(Tags.LabGlucose, 0.03 * True[X.Glucose]),
        Read(Tags.LabLactate, 0.2), Read(Tags.LabGlutamine, 0.2), Read(Tags.LabAmmonia, 0.1), Read(Tags.LabPH, 0.015), Read(Tags.LabTitre, 0.05 * True[X.Antigen]),
    ];

    private Measurement Read(Tag tag, double u)
    {
        Assert.True(ChoMeasurement.TryFor(tag, Nominal, out ChoMeasurement model));
        return Scene.Reading(tag, Now, model.Read<Real>(True.AsSpan().AsReal()).Value + Math.Sqrt(model.Variance(u)) * _noise.Next(), default, u);
    }
}
