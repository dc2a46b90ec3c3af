using System.Collections.Immutable;
using Titer.Batch;
using Titer.Field;
using Titer.Sensing.Raman;

namespace Titer.Plant.Running;

/// <summary>A kind of unit that runs batches under control, and its simulated plant.</summary>
public abstract class BatchKind : UnitKind
{
    /// <summary>The process of its equipment.</summary>
    public abstract ProcessKind Process { get; }

    /// <summary>What can go wrong in its simulated plant, each with how long it lasts when nobody says, h.</summary>
    public abstract ImmutableSortedDictionary<string, double> Faults { get; }

    /// <summary>What people may make go wrong in a run; null where its plant is none for studies.</summary>
    protected ImmutableSortedDictionary<string, double>? FaultsIn(RunHeader header) => header.Gmp is null ? Faults : null;

    /// <summary>What people watch while it runs.</summary>
    public abstract ImmutableArray<ShownValue> Shown { get; }

    /// <summary>What of it an estimate has: a line is estimated by one vessel after the other.</summary>
    public IEnumerable<ShownValue> ShownOf(Core.Estimate estimate) => Shown.Where(s => estimate.IndexOf(s.Tag) >= 0);

    /// <summary>How often a console that is no terminal tells how the batch stands.</summary>
    public abstract TimeSpan LineEvery { get; }

    /// <summary>The calibration that its chips need, made by a run of its own; null when they need none.</summary>
    public virtual RamanCalibration? Calibrate() => null;

    /// <summary>The models by which the unit of a recipe is estimated and planned, each with the parameters that it starts from: its hash is in every
    /// estimate.</summary>
    public abstract ImmutableArray<ModelText> Models(Recipe recipe);

    /// <summary>The simulated plant of the header's seed; its truth is for judging the loop, never for the loop.</summary>
    public abstract IField Plant(RunHeader header);

    /// <summary>What will be said of one batch at its end.</summary>
    public abstract IKeyFigures Figures();
}
