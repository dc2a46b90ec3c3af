using System.Collections.Immutable;
using ScottPlot;

namespace Titer.Records.Reports;

/// <summary>The colours of plots and page; the roles differ in lightness too, so that a print in grey stays readable.</summary>
public static class Palette
{
    public const string Ink = "#1f2d3a", Faint = "#6b7a88", Rule = "#d9e0e6", Estimate = "#0b5c8a", Point = "#8a9aa8";
    public const string Uncertain = "#d98e04", Bad = "#c62828", SetPoint = "#2e7d32", Ok = "#2e7d32", Plan = "#b5541d";

    public static readonly ImmutableArray<string> Commands = ["#6a4c93", "#b5541d", "#00796b", "#ad1457", "#455a64", "#827717"];

    public static Color Color(string hex, double opacity = 1) => ScottPlot.Color.FromHex(hex).WithAlpha(opacity);
}
