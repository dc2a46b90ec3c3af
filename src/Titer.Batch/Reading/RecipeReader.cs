using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Batch;

internal static class RecipeReader
{
    public static Recipe Load(string path)
    {
        RecipeFile file = YamlFile.Load(path);
        (YamlMap root, YamlEntry equipment) = Root(file);
        string name = YamlMap.TextOf(equipment);
        if (Path.IsPathRooted(name))
            throw equipment.Value.Place.Error("the equipment file is named relative to the recipe, so that both can move together.");
        string folder = Path.GetDirectoryName(path) ?? "";
        string equipmentPath = Path.Combine(folder, name);
        if (Path.GetFullPath(equipmentPath) == Path.GetFullPath(path))
            throw equipment.Value.Place.Error("the recipe names itself as its equipment.");
        return Read(file, root, YamlFile.Load(equipmentPath, equipment.Value.Place));
    }

    public static Recipe Read(RecipeFile recipe, RecipeFile equipment) => Read(recipe, Root(recipe).Map, equipment);

    public static Recipe Read(RecipeFile recipe, Func<string, Place, RecipeFile> equipment)
    {
        (YamlMap root, YamlEntry named) = Root(recipe);
        return Read(recipe, root, equipment(YamlMap.TextOf(named), named.Value.Place));
    }

    private static (YamlMap Map, YamlEntry Equipment) Root(RecipeFile file)
    {
        YamlMap root = YamlMap.MapOf(YamlFile.Parse(file), "a recipe");
        root.Allow("a recipe", "recipe", "version", "description", "equipment", "formula", "strategy", "procedure");
        root.RequireText("recipe", "a recipe");
        return (root, root.Require("equipment", "a recipe"));
    }

    private static Recipe Read(RecipeFile file, YamlMap root, RecipeFile equipmentFile)
    {
        Equipment equipment = EquipmentReader.Read(equipmentFile);
        ImmutableSortedDictionary<string, Parameter> formula = FormulaReader.Read(root.Find("formula"));
        var values = new RecipeValues(formula);
        ImmutableArray<UnitProcedure> procedure =
            ProcedureReader.Read(root.Require("procedure", "a recipe"), values, equipment);
        Strategy? strategy = root.Find("strategy") is { } section ? StrategyReader.Read(section, values, equipment) : null;
        PhaseStep[] phases =
        [
            .. from unit in procedure
               from operation in unit.Operations
               from phase in operation.Phases
               select new PhaseStep(unit, operation, phase),
        ];
        if (strategy is null && Array.Find(phases, p => p.Phase.FollowsStrategy) is { } step)
            throw step.Phase.Place.Error($"the phase '{step.Phase.Name}' follows a strategy, but the recipe has no section 'strategy'.");
        return new Recipe
        {
            Name = root.RequireText("recipe", "a recipe"),
            Version = root.RequireText("version", "a recipe"),
            Description = root.TextOr("description", ""),
            Equipment = equipment,
            Formula = formula,
            Procedure = procedure,
            Phases = [.. phases],
            Strategy = strategy,
            Files = [file, equipmentFile],
            ContentHash = ContentHash.Of(ContentHash.Of(file.Content.AsSpan()) + ContentHash.Of(equipmentFile.Content.AsSpan())),
        };
    }
}
