namespace Titer.Bench.Loop;

/// <summary>One batch judged against the plant's truth, as fractions of the minutes from start to harvest.</summary>
public sealed record SeedResult(
    ulong Seed, double GlucoseInSpec, double PHInSpec, double OxygenInSpec, double TemperatureInSpec,
    double CoverageCells, double CoverageGlucose, double CoverageTitre, double Titre, double PeakCells, string State, double WallSeconds,
    double NeesCells, double NeesGlucose, double NeesTitre);
