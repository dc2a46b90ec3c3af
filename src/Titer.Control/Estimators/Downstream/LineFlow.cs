namespace Titer.Control.Estimators.Downstream;

/// <summary>Positions of the pumps that move contents of the line, L/h: into the loop from the reactor, out of it to the mixer, acid and lipids to
/// the mixer, back from the collection vessel, out of the loop into vials.</summary>
public static class LineFlow
{
    public const int Transfer = 0, Rna = 1, Acid = 2, Lipid = 3, Return = 4, Fill = 5;
    public const int Count = 6;
}
