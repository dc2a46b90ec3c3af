using Titer.Core;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>
/// Gives each element without a number the place of its part in the outermost series, counted from 0, so that <c>R-p(R,C)-p(R,C)</c> is
/// <c>R0-p(R1,C1)-p(R2,C2)</c>; where that name is taken, the next free number.
/// </summary>
internal static class CircuitNumbering
{
    /// <exception cref="InputException">Two elements were given the same name.</exception>
    public static CircuitNode Apply(CircuitNode root)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        Collect(root, taken);
        return root is SeriesNode series
            ? new SeriesNode([.. series.Parts.Select((part, i) => Number(part, i, taken))])
            : Number(root, 0, taken);
    }

    private static void Collect(CircuitNode node, HashSet<string> taken)
    {
        switch (node)
        {
            case ElementNode { Number.Length: > 0 } element when !taken.Add(element.Name):
                throw new InputException("circuit", $"There are two elements {element.Name}.");
            case SeriesNode series:
                foreach (CircuitNode part in series.Parts) Collect(part, taken);
                break;
            case ParallelNode parallel:
                foreach (CircuitNode branch in parallel.Branches) Collect(branch, taken);
                break;
        }
    }

    private static CircuitNode Number(CircuitNode node, int place, HashSet<string> taken)
    {
        switch (node)
        {
            case ElementNode { Number.Length: 0 } element:
                while (!taken.Add(element.Definition.Symbol + place)) place++;
                return element with { Number = $"{place}" };
            case SeriesNode series:
                return new SeriesNode([.. series.Parts.Select(part => Number(part, place, taken))]);
            case ParallelNode parallel:
                return new ParallelNode([.. parallel.Branches.Select(branch => Number(branch, place, taken))]);
            default:
                return node;
        }
    }
}
