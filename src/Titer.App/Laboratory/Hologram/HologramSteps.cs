using System.Collections.Immutable;
using Titer.App.Plots;
using Titer.Sensing.Hologram;

namespace Titer.App.Laboratory.Hologram;

/// <summary>From fringes to objects: images as taken, sharpness over distance, the wave in focus, and the objects in it.</summary>
internal static class HologramSteps
{
    // A picture of each takes room and time.
    private const int MostImages = 6;

    public static ImmutableArray<ProcessingStep> Of(List<HologramFinding> findings)
    {
        HologramFinding[] shown = [.. findings.Take(MostImages)], focused = [.. shown.Where(f => f.Focus.Verdict != FocusVerdict.None)];
        ImmutableArray<ProcessingStep> raw = [Step("raw", shown, HologramFigure.Raw)];
        return focused.Length == 0 ? raw :
        [
            .. raw, Step("focus", focused, HologramFigure.Sharpness), Step("reconstruction", focused, HologramFigure.InFocus),
            Step("objects", focused, HologramFigure.Objects),
        ];
    }

    private static ProcessingStep Step(string name, HologramFinding[] findings, Func<HologramFinding, FigurePanel> panel) =>
        ProcessingStep.Of($"hologram-{name}", [.. findings.Select(panel)]);
}
