using System.Collections.Immutable;
using Titer.App.Plots;

namespace Titer.App.Laboratory;

/// <summary>What one stage of the software of a chip made of a file, as pictures.</summary>
/// <param name="Name">Of the stage, such as <c>raman-baseline</c>; the pages have a sentence for each in their languages.</param>
internal sealed record ProcessingStep(string Name, ImmutableArray<FigurePanel> Panels, int Columns = 1)
{
    public static ProcessingStep Of(string name, params ImmutableArray<FigurePanel> panels) => new(name, panels, Math.Clamp(panels.Length, 1, 2));
}
