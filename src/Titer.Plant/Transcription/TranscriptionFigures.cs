using System.Collections.Immutable;
using Titer.Control;
using Titer.Core;
using Titer.Plant.Downstream;
using Titer.Plant.Loop;
using Titer.Plant.Running;
using T = Titer.Control.TranscriptionTags;

namespace Titer.Plant.Transcription;

/// <summary>What is said of a batch of mRNA: what the reactor made with its quality, then what became of it down to the vials.</summary>
internal sealed class TranscriptionFigures : IKeyFigures
{
    private readonly DoseFigures _dose = new();
    private Estimate? _made;

    public void Watch(LoopTick tick)
    {
        if (tick.Estimates.Count > 0 && tick.Estimates[^1].IndexOf(T.Rna) >= 0) _made = tick.Estimates[^1];
        foreach (Event e in tick.Events) _dose.Take(e);
    }

    public ImmutableArray<KeyFigure> AtEnd()
    {
        double rna = _made![T.Rna], volume = _made[Tags.Volume];
        int r = _made.IndexOf(T.Rna), v = _made.IndexOf(Tags.Volume);
        double covariance = _made.Covariance[Math.Max(r, v) * (Math.Max(r, v) + 1) / 2 + Math.Min(r, v)];
        double ur = _made.Uncertainty(T.Rna) * volume, uv = _made.Uncertainty(Tags.Volume) * rna;
        return
        [
            Of(T.Rna, "RNA", "RNA", "rna_g_per_l", "F3"),
            new("RNA mass", "RNA made", "rna_g", rna * volume, Unit.Gram, "F2")
            {
                Uncertainty = Math.Sqrt(Math.Max(ur * ur + uv * uv + 2 * rna * volume * covariance, 0)),
            },
            Of(T.DoubleStranded, "double-stranded RNA", "Double-stranded", "dsrna_percent", "F3"),
            Of(T.Integrity, "integrity", "Integrity", "integrity_percent", "F2"),
            Of(T.Capped, "capped", "Capped", "capped_percent", "F1"),
            Of(Tags.Volume, "volume", "Volume", "volume_l", "F2"),
            .. _dose.Figures(),
        ];
    }

    private KeyFigure Of(Tag tag, string name, string label, string key, string format) =>
        new(name, label, key, _made![tag], _made.Variables[_made.IndexOf(tag)].Unit, format) { Uncertainty = _made.Uncertainty(tag) };
}
