using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Batch.Editing;

public enum FormFieldKind
{
    Text,
    /// <summary>A number, whose unit stands in another field.</summary>
    Number,
    /// <summary>A number with its unit, or the name of a parameter.</summary>
    Quantity,
    Condition,
    /// <summary>One of <see cref="FormField.Choices"/>.</summary>
    Choice,
}

/// <summary>A value of a recipe that a form offers, with what may be written there: unit and range are those by which reading checks it.</summary>
/// <param name="Path">Where it is written, or would be.</param>
/// <param name="Name">Its key in the recipe.</param>
/// <param name="Value">As written; empty when nothing is.</param>
/// <param name="Line">Where it stands; that of the part which lacks it when it is not there.</param>
public sealed record FormField(YamlPath Path, string Name, FormFieldKind Kind, string Value, int Line)
{
    public Unit? Unit { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>What can be chosen, or else names that can be written.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>It may be left empty, and is then not written at all.</summary>
    public bool IsOptional { get; init; }
}

public enum FormGroupKind { Header, Parameter, Strategy, Move, Limit, Phase, SetPoint }

/// <summary>Fields that belong together.</summary>
/// <param name="Name">That of the parameter, phase or variable; empty for others.</param>
/// <param name="Path">Where the part stands in the recipe.</param>
public sealed record FormGroup(FormGroupKind Kind, string Name, YamlPath Path, int Line, ImmutableArray<FormField> Fields);
