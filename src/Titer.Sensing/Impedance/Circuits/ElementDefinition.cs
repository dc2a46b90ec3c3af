using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>How an element scales when its impedance is multiplied by a factor a.</summary>
public enum ImpedanceScaling
{
    /// <summary>times a: a resistance, an inductance.</summary>
    With,
    /// <summary>divided by a: a capacitance.</summary>
    Against,
    /// <summary>as it is: a time, an exponent.</summary>
    Without,
}

/// <summary>One parameter of a kind of element.</summary>
/// <param name="Suffix">Follows the name of the element, <c>CPE1.alpha</c>; empty where the element has one parameter.</param>
/// <param name="IsExponent">From 0 to 1 and fitted as it is; every other parameter is positive and fitted by its logarithm.</param>
public sealed record ElementParameter(string Suffix, Unit Unit, ImpedanceScaling Scaling, bool IsExponent = false);

/// <summary>A kind of element with its symbol and parameters.</summary>
public sealed record ElementDefinition(ElementKind Kind, string Symbol, ImmutableArray<ElementParameter> Parameters)
{
    /// <summary>All of them, longer symbols first, so that Wo is not read as W.</summary>
    public static ImmutableArray<ElementDefinition> All { get; } =
    [
        new(ElementKind.ConstantPhase, "CPE",
            [new("Q", Unit.ConstantPhase, ImpedanceScaling.Against), new("alpha", Unit.One, ImpedanceScaling.Without, IsExponent: true)]),
        new(ElementKind.WarburgOpen, "Wo", [new("Z0", Unit.Ohm, ImpedanceScaling.With), new("tau", Unit.Second, ImpedanceScaling.Without)]),
        new(ElementKind.WarburgShort, "Ws", [new("Z0", Unit.Ohm, ImpedanceScaling.With), new("tau", Unit.Second, ImpedanceScaling.Without)]),
        new(ElementKind.ColeCole, "CC",
        [
            new("R", Unit.Ohm, ImpedanceScaling.With), new("tau", Unit.Second, ImpedanceScaling.Without),
            new("alpha", Unit.One, ImpedanceScaling.Without, IsExponent: true),
        ]),
        new(ElementKind.Resistor, "R", [new("", Unit.Ohm, ImpedanceScaling.With)]),
        new(ElementKind.Capacitor, "C", [new("", Unit.Farad, ImpedanceScaling.Against)]),
        new(ElementKind.Inductor, "L", [new("", Unit.Henry, ImpedanceScaling.With)]),
        new(ElementKind.Warburg, "W", [new("", Unit.Warburg, ImpedanceScaling.With)]),
        new(ElementKind.Gerischer, "G", [new("R", Unit.Ohm, ImpedanceScaling.With), new("tau", Unit.Second, ImpedanceScaling.Without)]),
    ];

    public static string Symbols { get; } = "R, C, L, CPE (or Q), W, Wo, Ws, G, CC";

    /// <summary>The kind that a symbol names, Q for CPE; null when there is none.</summary>
    public static ElementDefinition? Find(string symbol)
    {
        foreach (ElementDefinition definition in All)
            if (definition.Symbol == (symbol == "Q" ? "CPE" : symbol)) return definition;
        return null;
    }
}
