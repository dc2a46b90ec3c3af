using System.Collections.Immutable;
using Titer.Numerics;
using Titer.Sensing.Hologram;

namespace Titer.Sensing.Tests.Hologram;

/// <summary>Simulated holograms with known truth, made once for all tests.</summary>
internal static class Scenes
{
    /// <summary>Smaller than the camera of the plant, to be quick.</summary>
    internal static HologramCalibration Camera { get; } = HologramCalibration.Nominal with { Side = 384 };

    internal static Broth Culture { get; } = new() { ViableCells = 9, DeadCells = 3, CellVolume = 1770 };

    private static readonly Lazy<HologramCalibration> Made = new(() => HologramCalibrationRun.Make(7, Camera));

    internal static HologramCalibration Calibrated => Made.Value;

    internal static SimulatedHologram Chip(ulong seed, HologramCalibration? camera = null) =>
        new(Gaussian.Stream(seed, "hologram"), camera ?? Camera);

    /// <summary>A cell in the middle of the population, at a place (pixels) and a depth (um).</summary>
    internal static SimulatedCell Cell(double x, double y, double depth, bool alive = true) => new(
        x, y, depth, alive, alive ? new CellOptics(7.5, 0.027, 0.003) : new CellOptics(6.2, 0.014, 0.022));

    internal static ReadOnlySpan<double> Pixels(ImmutableArray<Core.Channel> channels) => channels[1].Values.AsSpan();
}
