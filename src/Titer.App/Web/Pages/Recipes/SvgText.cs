using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Titer.Batch.Charts;

namespace Titer.App.Web.Pages.Recipes;

/// <summary>Lines of text in a drawing. In code, because Razor has another meaning for an element of this name.</summary>
public sealed class SvgText : ComponentBase
{
    private const double LineHeight = 16, Baseline = 12;

    [Parameter, EditorRequired] public ChartText Text { get; set; } = default!;

    [Parameter] public string Class { get; set; } = "";

    /// <summary>In the middle of the box, else at its left top.</summary>
    [Parameter] public bool Centred { get; set; }

    /// <summary>From the left edge of the box.</summary>
    [Parameter] public double Aside { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ChartBox box = Text.Box;
        double top = Centred ? box.Y + (box.Height - Text.Lines.Length * LineHeight) / 2 : box.Y;
        string x = Px(Centred ? box.MiddleX : box.X + Aside);
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", Class);
        builder.AddAttribute(2, "text-anchor", Centred ? "middle" : "start");
        for (int i = 0; i < Text.Lines.Length; i++)
        {
            builder.OpenElement(3, "tspan");
            builder.AddAttribute(4, "x", x);
            builder.AddAttribute(5, "y", Px(top + Baseline + i * LineHeight));
            builder.AddContent(6, Text.Lines[i]);
            builder.CloseElement();
        }
        builder.CloseElement();
    }

    /// <summary>A length of a drawing.</summary>
    public static string Px(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
