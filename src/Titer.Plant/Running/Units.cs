using System.Collections.Immutable;
using Titer.Batch;
using Titer.Core;
using Titer.Plant.Bioreactor;
using Titer.Plant.Monitoring;
using Titer.Plant.Transcription;

namespace Titer.Plant.Running;

/// <summary>The one place that knows which kinds of unit there are.</summary>
public static class Units
{
    public static readonly BatchKind Bioreactor = new BioreactorKind();

    public static readonly BatchKind Transcription = new TranscriptionKind();

    public static readonly UnitKind Monitor = new MonitorKind();

    public static readonly ImmutableArray<BatchKind> Batches = [Bioreactor, Transcription];

    /// <summary>The kind that runs batches on this equipment.</summary>
    public static BatchKind Of(Equipment equipment) => Batches.First(k => k.Process == equipment.Process);

    /// <summary>The kind of a record.</summary>
    /// <param name="record">What an error calls the record.</param>
    /// <exception cref="InputException">There is none of this name.</exception>
    public static UnitKind Named(string name, string record) => Batches.FirstOrDefault(k => k.Name == name)
        ?? (name == Monitor.Name ? Monitor : throw new InputException(record, $"this software knows no run of a '{name}'."));
}
