using System.Collections.Immutable;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>A part of a circuit as it was written.</summary>
public abstract record CircuitNode
{
    /// <summary>As text that reads back to the same; without the numbers of the elements, two parts that are alike have the same text.</summary>
    public abstract string Text(bool numbers);

    public sealed override string ToString() => Text(numbers: true);
}

/// <param name="Number">What follows the symbol, <c>1</c> in <c>R1</c>.</param>
public sealed record ElementNode(ElementDefinition Definition, string Number) : CircuitNode
{
    public string Name => Definition.Symbol + Number;

    public override string Text(bool numbers) => numbers ? Name : Definition.Symbol;
}

/// <summary>One after the other: <c>a-b</c>; at least two.</summary>
public sealed record SeriesNode(ImmutableArray<CircuitNode> Parts) : CircuitNode
{
    public override string Text(bool numbers) => string.Join('-', Parts.Select(p => p.Text(numbers)));
}

/// <summary>Beside each other: <c>p(a,b)</c>; at least two.</summary>
public sealed record ParallelNode(ImmutableArray<CircuitNode> Branches) : CircuitNode
{
    public override string Text(bool numbers) => $"p({string.Join(',', Branches.Select(b => b.Text(numbers)))})";
}
