namespace Titer.Sensing.Impedance.Circuits;

/// <summary>
/// Parts that are alike, such as the two arcs of <c>R-p(R,C)-p(R,C)</c>, can change places without changing the impedance. So that
/// a fit has one answer, they are put in the order of rising time constants, except where their bounds differ: those were given to a name.
/// </summary>
public sealed class ExchangeableBranches
{
    private readonly record struct Group(CircuitNode Part, int[] Starts, int Length);

    private readonly List<Group> _groups = [];

    public ExchangeableBranches(Circuit circuit) => Collect(circuit.Root, 0);

    /// <summary>Whether the circuit has parts that are alike.</summary>
    public bool Any => _groups.Count > 0;

    /// <summary>Sorts the values; true when something changed.</summary>
    /// <param name="bounds">Bounds of the parameters.</param>
    /// <param name="p">Parameters on the fitted scale, sorted in place.</param>
    public bool Sort(ParameterBounds bounds, Span<double> p)
    {
        bool changed = false;
        foreach (Group group in _groups)
            // Insertion sort; there are only a few.
            for (int i = 1; i < group.Starts.Length; i++)
                for (int j = i; j > 0; j--)
                {
                    int before = group.Starts[j - 1], here = group.Starts[j];
                    if (!SameBounds(bounds, before, here, group.Length)) break;
                    if (!(TimeConstant(group.Part, p.Slice(here, group.Length)) < TimeConstant(group.Part, p.Slice(before, group.Length)))) break;
                    for (int m = 0; m < group.Length; m++) (p[before + m], p[here + m]) = (p[here + m], p[before + m]);
                    changed = true;
                }
        return changed;
    }

    /// <summary>Groups of the innermost parts first; gives the number of parameters of the part.</summary>
    private int Collect(CircuitNode node, int first)
    {
        if (node is ElementNode element) return element.Definition.Parameters.Length;
        var parts = node is SeriesNode series ? series.Parts : ((ParallelNode)node).Branches;
        var starts = new List<(CircuitNode Part, int Start, int Length)>();
        int length = 0;
        foreach (CircuitNode part in parts)
        {
            int own = Collect(part, first + length);
            starts.Add((part, first + length, own));
            length += own;
        }
        foreach (var alike in starts.GroupBy(s => s.Part.Text(numbers: false)).Where(g => g.Count() > 1))
            _groups.Add(new Group(alike.First().Part, [.. alike.Select(s => s.Start)], alike.First().Length));
        return length;
    }

    private static bool SameBounds(ParameterBounds bounds, int a, int b, int length)
    {
        for (int i = 0; i < length; i++)
            if (bounds[a + i] != bounds[b + i]) return false;
        return true;
    }

    /// <summary>
    /// Logarithm of a time constant of a part: that of its first element that has one, else R C, L / R, (R Q)^(1/alpha) of the first of each.
    /// A part that has no time (resistors only) is sorted by its value.
    /// </summary>
    internal static double TimeConstant(CircuitNode node, ReadOnlySpan<double> p)
    {
        double resistance = double.NaN, other = double.NaN, time = double.NaN;
        int at = 0;
        Visit(node, p, ref at, ref resistance, ref other, ref time);
        return !double.IsNaN(time) ? time
            : double.IsNaN(resistance) ? other
            : double.IsNaN(other) ? resistance
            : resistance + other;
    }

    private static void Visit(CircuitNode node, ReadOnlySpan<double> p, ref int at, ref double resistance, ref double other, ref double time)
    {
        switch (node)
        {
            case SeriesNode series:
                foreach (CircuitNode part in series.Parts) Visit(part, p, ref at, ref resistance, ref other, ref time);
                break;
            case ParallelNode parallel:
                foreach (CircuitNode branch in parallel.Branches) Visit(branch, p, ref at, ref resistance, ref other, ref time);
                break;
            case ElementNode element:
                switch (element.Definition.Kind)
                {
                    case ElementKind.Resistor when double.IsNaN(resistance):
                        resistance = p[at];
                        break;
                    case ElementKind.Capacitor or ElementKind.Warburg when double.IsNaN(other):
                        other = p[at];
                        break;
                    case ElementKind.Inductor when double.IsNaN(other):
                        // L / R; the resistance is added later, so it is taken off twice.
                        other = double.IsNaN(resistance) ? p[at] : p[at] - 2 * resistance;
                        break;
                    case ElementKind.ConstantPhase when double.IsNaN(time):
                        // Only with a resistance before it; else by Q.
                        if (double.IsNaN(resistance)) other = double.IsNaN(other) ? p[at] : other;
                        else time = (resistance + p[at]) / p[at + 1];
                        break;
                    case ElementKind.WarburgOpen or ElementKind.WarburgShort or ElementKind.Gerischer or ElementKind.ColeCole when double.IsNaN(time):
                        time = p[at + 1];
                        break;
                }
                at += element.Definition.Parameters.Length;
                break;
        }
    }
}
