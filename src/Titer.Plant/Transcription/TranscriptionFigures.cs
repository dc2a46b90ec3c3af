using System.Collections.Immutable;
using Titer.Control;
using Titer.Core;
using Titer.Plant.Loop;
using Titer.Plant.Running;
using T = Titer.Control.TranscriptionTags;

namespace Titer.Plant.Transcription;

/// <summary>What is said of a transcription: RNA at the end with its quality, and the volume that holds it.</summary>
internal sealed class TranscriptionFigures : IKeyFigures
{
    private Estimate? _last;

    public void Watch(LoopTick tick)
    {
        if (tick.Estimates.Count > 0) _last = tick.Estimates[^1];
    }

    public ImmutableArray<KeyFigure> AtEnd()
    {
        double rna = _last![T.Rna], volume = _last[Tags.Volume];
        int r = _last.IndexOf(T.Rna), v = _last.IndexOf(Tags.Volume);
        double covariance = _last.Covariance[Math.Max(r, v) * (Math.Max(r, v) + 1) / 2 + Math.Min(r, v)];
        double ur = _last.Uncertainty(T.Rna) * volume, uv = _last.Uncertainty(Tags.Volume) * rna;
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
        ];
    }

    private KeyFigure Of(Tag tag, string name, string label, string key, string format) =>
        new(name, label, key, _last![tag], _last.Variables[_last.IndexOf(tag)].Unit, format) { Uncertainty = _last.Uncertainty(tag) };
}
