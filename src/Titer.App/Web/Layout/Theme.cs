using MudBlazor;

namespace Titer.App.Web.Layout;

/// <summary>
/// Grey and calm (ISA-101.01; Hollifield and others, The High Performance HMI Handbook): colour is for what is abnormal. Contrast of text is at least
/// 4.5 : 1 (WCAG 2.2, 1.4.3). The same greys are in <c>css/titer.css</c>.
/// </summary>
internal sealed record Theme(bool Dark)
{
    public static readonly MudTheme Calm = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#37474f", Secondary = "#546e7a", Background = "#e4e6e8", Surface = "#f2f3f4", AppbarBackground = "#cfd3d6", AppbarText = "#1c2226",
            TextPrimary = "#1c2226", TextSecondary = "#454f55", ActionDefault = "#454f55", Error = "#a80000", Warning = "#7a4f00", Info = "#2c4a66",
            Success = "#37474f", LinesDefault = "#b3b9bd", LinesInputs = "#5f6a70", Divider = "#b3b9bd",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#b0bec5", Secondary = "#90a4ae", Background = "#24282b", Surface = "#2e3336", AppbarBackground = "#1b1e20", AppbarText = "#e2e5e7",
            TextPrimary = "#e2e5e7", TextSecondary = "#b4bcc1", ActionDefault = "#b4bcc1", Error = "#ff8a80", Warning = "#ffca6b", Info = "#9cc3e6",
            Success = "#b0bec5", LinesDefault = "#4a5156", LinesInputs = "#8b959b", Divider = "#4a5156", PrimaryContrastText = "#1b1e20",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = ["system-ui", "-apple-system", "Segoe UI", "DejaVu Sans", "sans-serif"] },
        },
    };
}
