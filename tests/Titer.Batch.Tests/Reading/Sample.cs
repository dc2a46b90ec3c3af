using System.Collections.Immutable;
using System.Text;

namespace Titer.Batch.Tests;

/// <summary>A small good recipe with its equipment, to be spoilt or extended by tests.</summary>
internal static class Sample
{
    public const string RecipeText = """
        recipe: Sample
        version: 1.0.0
        equipment: unit.yaml
        formula:
          warm: { value: 37, unit: Cel, low: 35, high: 38 }
          long: { value: 5, unit: h, low: 1, high: 9 }
        procedure:
          - unit-procedure: Production
            operations:
              - operation: Grow
                phases:
                  - phase: First
                    set:
                      temperature: { to: warm, tolerance: 0.5 Cel }
                      glucose: { to: 20 mmol/L, tolerance: 20 % of set point }
                    until: temperature within tolerance or elapsed >= long
                    timeout: 6 h
                    on-timeout: hold
                  - phase: Second
                    set:
                      temperature: { to: 34 Cel, ramp: 1 Cel/h }
                    until: VCD >= 9 10*9/L or confirm "Go on"
                    timeout: 8 h
        """;

    public const string EquipmentText = """
        equipment: Sample unit
        class: stirred tank
        vessel:
          working-volume: { low: 120 L, high: 200 L }
          sample: 0.2 L
        controlled:
          temperature: { unit: Cel, low: 20, high: 39, max-rate: 2 Cel/h }
          glucose: { unit: mmol/L, low: 2, high: 45, max-rate: 10 mmol/L/h, on-hold: off }
        actuators:
          jacket: { unit: Cel, low: 10, high: 50, max-rate: 2 Cel/min, safe: 34 }
        readings:
          temperature: { unit: Cel, low: 0, high: 60 }
          glucose: { unit: mmol/L, low: 0, high: 100 }
          VCD: { unit: 10*9/L, low: 0, high: 60 }
        """;

    public static Recipe Read(string recipe = RecipeText, string equipment = EquipmentText) =>
        Recipe.FromFiles(File("recipes/x.yaml", recipe), File("recipes/unit.yaml", equipment));

    /// <summary>The sample with another condition for the first phase.</summary>
    public static Recipe Until(string condition) =>
        Read(RecipeText.Replace("temperature within tolerance or elapsed >= long", "|\n                      " + condition));

    public static RecipeFile File(string name, string text) => new(name, [.. Encoding.UTF8.GetBytes(text)]);
}
