using System.Collections.Immutable;
using Titer.Control;
using Titer.Core;
using Titer.Plant.Loop;
using Titer.Plant.Running;

namespace Titer.Plant.Bioreactor;

/// <summary>What is said of a CHO batch: titre at harvest, the most viable cells it had, the volume.</summary>
internal sealed class BioreactorFigures : IKeyFigures
{
    private Estimate? _last;
    private double _peak;

    public void Watch(LoopTick tick)
    {
        foreach (Estimate estimate in tick.Estimates)
        {
            _last = estimate;
            _peak = Math.Max(_peak, estimate[Tags.ViableCells]);
        }
    }

    public ImmutableArray<KeyFigure> AtEnd()
    {
        double titre = _last![Tags.Titre], volume = _last[Tags.Volume];
        return
        [
            new("titre", "Titre at harvest", "titre_g_per_l", titre, Unit.GramPerLitre, "F3")
            {
                Uncertainty = _last.Uncertainty(Tags.Titre), Remark = FormattableString.Invariant($"{titre * volume:F0} g of antigen"),
            },
            new("peak viable cells", "Peak viable cells", "peak_vcd_1e9_per_l", _peak, Unit.GigaPerLitre, "F2"),
            new("volume", "Volume", "volume_l", volume, Unit.Litre, "F1"),
        ];
    }
}
