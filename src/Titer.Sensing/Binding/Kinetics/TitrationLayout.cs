namespace Titer.Sensing.Binding;

/// <summary>Where each parameter of a titration stands in the vector of the fit; -1 for the first of a kind that is not fitted.</summary>
public sealed class TitrationLayout
{
    public TitrationLayout(TitrationOptions options, int rates, int cycles)
    {
        (Rates, Cycles, GlobalRmax) = (rates, cycles, options.GlobalRmax);
        Count = rates + (options.GlobalRmax ? 1 : cycles);
        Bulk = Next(options.BulkShift);
        Drift = Next(options.Drift);
        Dissociation = Next(options.FreeDissociationStart);
        Start = Next(options.StartTimes);

        int Next(bool fitted)
        {
            if (!fitted) return -1;
            Count += Cycles;
            return Count - Cycles;
        }
    }

    public int Rates { get; }
    public int Cycles { get; }
    public bool GlobalRmax { get; }
    public int Bulk { get; }
    public int Drift { get; }
    public int Dissociation { get; }
    public int Start { get; }
    public int Count { get; private set; }

    public int Rmax(int cycle) => Rates + (GlobalRmax ? 0 : cycle);
}
