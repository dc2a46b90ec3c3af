using System.Collections.Immutable;

namespace Titer.Sensing.Binding;

/// <summary>How well the data determine a rate.</summary>
public enum Determination
{
    /// <summary>The interval closes and its ends are less than a factor 2 apart.</summary>
    Determined,
    /// <summary>It closes, but wide, or the experiment gave little of what the rate shows itself in.</summary>
    Weak,
    /// <summary>The data allow values without end, or only a product with another parameter.</summary>
    NotIdentifiable,
}

/// <summary>What may be concluded from a titration.</summary>
/// <param name="Association">Of ka.</param>
/// <param name="Dissociation">Of kd.</param>
/// <param name="Affinity">Of KD.</param>
/// <param name="Sentences">Why, and what else is to be known before the figures are used; each one a sentence.</param>
public sealed record TitrationVerdict(
    Determination Association, Determination Dissociation, Determination Affinity, ImmutableArray<string> Sentences)
{
    /// <summary>The worst of the three.</summary>
    public Determination Worst => (Determination)Math.Max((int)Association, Math.Max((int)Dissociation, (int)Affinity));

    public string Text => Name(Worst);

    public static string Name(Determination determination) => determination switch
    {
        Determination.Determined => "identifiable",
        Determination.Weak => "weakly determined",
        _ => "not identifiable",
    };
}
