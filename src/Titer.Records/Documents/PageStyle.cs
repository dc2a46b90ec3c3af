using Titer.Records.Reports;

namespace Titer.Records.Documents;

/// <summary>The style sheet of the report: one column that prints on A4.</summary>
internal static class PageStyle
{
    private const string Fonts = "\"Segoe UI\", \"Helvetica Neue\", \"DejaVu Sans\", Arial, sans-serif";
    private const string HeadingRule = $"border-bottom: 1.5px solid {Palette.Faint}";

    public const string Css = $$"""
        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0; background: #f2f5f7; color: {{Palette.Ink}}; font: 14px/1.5 {{Fonts}}; }
        main { max-width: 1020px; margin: 24px auto; background: #fff; padding: 44px 52px; box-shadow: 0 1px 4px rgba(20, 40, 60, .14); }
        header { border-bottom: 3px solid {{Palette.Estimate}}; padding-bottom: 18px; margin-bottom: 8px; }
        .kind { text-transform: uppercase; letter-spacing: .14em; font-size: 11px; color: {{Palette.Faint}}; }
        h1 { font-size: 27px; line-height: 1.2; font-weight: 600; margin: 4px 0 6px; }
        h2 { font-size: 17px; font-weight: 600; margin: 34px 0 10px; color: {{Palette.Estimate}}; break-after: avoid; }
        h3 { font-size: 13px; font-weight: 600; margin: 18px 0 6px; break-after: avoid; }
        p { margin: 6px 0; }
        .lead { color: {{Palette.Faint}}; }
        .note { color: {{Palette.Faint}}; font-size: 12px; }
        .marks { margin-top: 12px; }
        .badge { display: inline-block; border-radius: 3px; padding: 1px 8px; font-size: 12px; border: 1px solid; white-space: nowrap; }
        .ok { color: {{Palette.Ok}}; background: #eef6ef; border-color: #b9d8bb; }
        .warn { color: #8a5a00; background: #fdf5e4; border-color: #ecd29b; }
        .bad { color: {{Palette.Bad}}; background: #fdeeee; border-color: #efb9b9; }
        .plain { color: {{Palette.Faint}}; background: #f5f7f9; border-color: {{Palette.Rule}}; }
        .broken { border: 2px solid {{Palette.Bad}}; background: #fdeeee; padding: 12px 16px; margin: 18px 0; }
        table { border-collapse: collapse; width: 100%; font-size: 12.5px; margin: 4px 0 8px; }
        th { text-align: left; font-weight: 600; color: {{Palette.Faint}}; {{HeadingRule}}; padding: 4px 10px 4px 0; vertical-align: bottom; }
        td { border-bottom: 1px solid {{Palette.Rule}}; padding: 4px 10px 4px 0; vertical-align: top; overflow-wrap: break-word; }
        tr { break-inside: avoid; }
        thead { display: table-header-group; }
        .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        th.n { white-space: normal; }
        .pairs th { width: 30%; color: {{Palette.Ink}}; border-bottom: 1px solid {{Palette.Rule}}; font-weight: 500; vertical-align: top; }
        .hash { overflow-wrap: anywhere; font-family: "DejaVu Sans Mono", Consolas, monospace; font-size: 11.5px; }
        .results { display: grid; grid-template-columns: repeat(auto-fill, minmax(205px, 1fr)); gap: 10px; }
        .results div { border: 1px solid {{Palette.Rule}}; border-left: 3px solid {{Palette.Estimate}}; padding: 8px 12px; break-inside: avoid; }
        .results b { display: block; font-size: 18px; font-weight: 600; overflow-wrap: anywhere; }
        .results span { font-size: 12px; color: {{Palette.Faint}}; }
        figure { margin: 0 0 12px; break-inside: avoid; }
        figcaption { font-size: 13px; font-weight: 600; margin-left: 2px; }
        figcaption span { font-size: 12px; font-weight: 500; margin-left: 14px; }
        figure.half { display: inline-block; width: 48.8%; margin-right: 0.8%; vertical-align: top; }
        .trend { display: block; width: 100%; }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: 12px; color: {{Palette.Faint}}; margin: 0 0 10px; }
        .legend svg { vertical-align: -2px; margin-right: 6px; }
        footer { margin-top: 40px; border-top: 1px solid {{Palette.Rule}}; padding-top: 10px; font-size: 11.5px; color: {{Palette.Faint}}; }
        @page { size: A4; margin: 14mm; }
        @media print {
          body { background: #fff; font-size: 10.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
          main { max-width: none; margin: 0; padding: 0; box-shadow: none; }
        }
        """;
}
