using Titer.Core;

namespace Titer.App.Commands.Sensing;

/// <summary>One spectrum of a file; <paramref name="Number"/> counts from 1.</summary>
internal sealed record ImpedanceSpectrum(string File, int Number, int Of, Frame Frame)
{
    public string Name => Of == 1 ? File : $"{File}, spectrum {Number} of {Of}";
}
