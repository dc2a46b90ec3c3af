using Titer.Core;

namespace Titer.Sensing;

/// <summary>
/// The inverse of one chip: turns its raw frames into measurements. Keeps its own explicit state (previous frames, drift
/// tracking); the same frames in the same order give the same measurements bit for bit. Never throws on the content of a
/// frame: a faulty chip gives measurements of bad quality.
/// </summary>
public interface ISensor
{
    /// <summary>Source of the frames it reads, e.g. <c>ion-fet</c>.</summary>
    string Source { get; }

    /// <summary>Content hash of the calibration artefact in use.</summary>
    string CalibrationHash { get; }

    /// <summary>Appends what the frame says. A chip that gave nothing usable appends a measurement of bad quality, not nothing.</summary>
    void Sense(Frame frame, List<Measurement> measurements);

    /// <summary>Appends what a sensor that judges a reading by the next one still holds, when there will be no next one.</summary>
    void Flush(List<Measurement> measurements) { }
}
