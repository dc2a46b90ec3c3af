using Titer.Core;

namespace Titer.App.Laboratory.Impedance;

/// <summary>One spectrum of a file; <paramref name="Number"/> counts from 1.</summary>
internal sealed record ImpedanceSpectrum(string File, int Number, int Of, Frame Frame)
{
    public string Name => Of == 1 ? File : $"{File}, spectrum {Number} of {Of}";

    /// <summary>The name for a picture.</summary>
    public string Label => Path.GetFileNameWithoutExtension(File) + (Of == 1 ? "" : $" {Number}");

    /// <summary>A measurement of it; in a call with several files the name of its own stands before the tag.</summary>
    public Measurement Tagged(Measurement measurement, bool several) =>
        several ? SampleTag.Of(Path.GetFileNameWithoutExtension(File), measurement) : measurement;

    /// <summary>
    /// Median change of the impedance since another spectrum of the same file, part of |Z|: its drift. Null where they do not compare.
    /// </summary>
    public double? ChangeSince(ImpedanceSpectrum before)
    {
        if (before.File != File || !before.Frame["frequency"].SequenceEqual(Frame["frequency"])) return null;
        double[] changes = [.. Enumerable.Range(0, Frame["frequency"].Length).Select(k =>
        {
            double real = before.Frame["resistance"][k], imaginary = before.Frame["reactance"][k];
            double toReal = Frame["resistance"][k] - real, toImaginary = Frame["reactance"][k] - imaginary;
            return Math.Sqrt((toReal * toReal + toImaginary * toImaginary) / (real * real + imaginary * imaginary));
        }).Order()];
        return changes[changes.Length / 2];
    }
}
