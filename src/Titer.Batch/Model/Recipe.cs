using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Batch;

/// <summary>
/// A control recipe in the terms of ISA-88 (IEC 61512-1): header, equipment, formula and procedure. Immutable and valid: it can
/// only be made by reading files, and whatever can be wrong with them was refused there.
/// </summary>
public sealed record Recipe
{
    internal Recipe() { }

    public required string Name { get; init; }
    public required string Version { get; init; }
    public required string Description { get; init; }
    public required Equipment Equipment { get; init; }
    public required ImmutableSortedDictionary<string, Parameter> Formula { get; init; }
    public required ImmutableArray<UnitProcedure> Procedure { get; init; }

    /// <summary>All phases in the order in which they run.</summary>
    public required ImmutableArray<PhaseStep> Phases { get; init; }

    /// <summary>What a predictive controller decides in the phases that follow it, null when everything is written in the phases.</summary>
    public required Strategy? Strategy { get; init; }

    /// <summary>The recipe file and the equipment file, byte for byte: what a record keeps, and <see cref="FromFiles"/> reads again.</summary>
    public required ImmutableArray<RecipeFile> Files { get; init; }

    /// <summary>SHA-256 over the SHA-256 of each file in turn; any changed byte of recipe or equipment gives another.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Reads a recipe and the equipment file that it names.</summary>
    /// <exception cref="InputException">Anything wrong with either file, as one sentence with file and line.</exception>
    public static Recipe Load(string path) => RecipeReader.Load(path);

    /// <summary>Reads a recipe from files kept in a record: the recipe first, then its equipment.</summary>
    /// <exception cref="InputException">Anything wrong with either file, as one sentence with file and line.</exception>
    public static Recipe FromFiles(RecipeFile recipe, RecipeFile equipment) => RecipeReader.Read(recipe, equipment);

    /// <summary>The parameter of that name.</summary>
    /// <exception cref="InputException">The formula has none; the sentence names the recipe.</exception>
    public Parameter Parameter(string name) => Formula.TryGetValue(name, out Parameter? parameter)
        ? parameter
        : throw new InputException($"{Files[0].Name}:1", $"the formula has no parameter '{name}', which this run needs.");
}

/// <summary>A file as it was read; <paramref name="Name"/> is what error messages call it.</summary>
public sealed record RecipeFile(string Name, ImmutableArray<byte> Content);
