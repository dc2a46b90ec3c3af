using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>One parameter of a circuit, e.g. <c>C1</c> in F or <c>CPE1.alpha</c>.</summary>
/// <param name="Element">Index of its element in the order of the text.</param>
public sealed record CircuitParameter(string Name, string ElementName, ElementParameter Definition, int Element)
{
    public Unit Unit => Definition.Unit;
}

/// <summary>An equivalent circuit given as text, e.g. <c>R-p(R,C)-p(R-Wo,CPE)</c>: '-' in series, <c>p(...)</c> in parallel.</summary>
public sealed class Circuit
{
    private Circuit(CircuitNode root)
    {
        Root = root;
        var elements = ImmutableArray.CreateBuilder<ElementNode>();
        Collect(root, elements);
        Elements = elements.ToImmutable();
        Parameters = [.. Elements.SelectMany((element, i) => element.Definition.Parameters.Select(
            p => new CircuitParameter(p.Suffix.Length == 0 ? element.Name : $"{element.Name}.{p.Suffix}", element.Name, p, i)))];
    }

    public CircuitNode Root { get; }

    /// <summary>In the order of the text.</summary>
    public ImmutableArray<ElementNode> Elements { get; }

    /// <summary>In the order of the text; this is the order of every parameter vector.</summary>
    public ImmutableArray<CircuitParameter> Parameters { get; }

    /// <exception cref="InputException">The text is no circuit; the message shows where with a caret.</exception>
    public static Circuit Parse(string text) => new(CircuitNumbering.Apply(CircuitParser.Parse(text)));

    /// <summary>Position of a parameter in the vector, -1 when there is none of that name.</summary>
    public int IndexOf(string parameter)
    {
        for (int i = 0; i < Parameters.Length; i++)
            if (Parameters[i].Name == parameter) return i;
        return -1;
    }

    /// <summary>The text with all numbers.</summary>
    public override string ToString() => Root.ToString();

    private static void Collect(CircuitNode node, ImmutableArray<ElementNode>.Builder elements)
    {
        switch (node)
        {
            case ElementNode element:
                elements.Add(element);
                break;
            case SeriesNode series:
                foreach (CircuitNode part in series.Parts) Collect(part, elements);
                break;
            case ParallelNode parallel:
                foreach (CircuitNode branch in parallel.Branches) Collect(branch, elements);
                break;
        }
    }
}
