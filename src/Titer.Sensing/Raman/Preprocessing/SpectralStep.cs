using System.Text.Json.Serialization;
using Titer.Numerics;

namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>
/// One step of the preprocessing of spectra as it stands in a calibration: immutable, with its parameters and with what it has learned from
/// the training spectra, if anything. <see cref="On"/> gives the operation itself.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(AxisCrop), "crop")]
[JsonDerivedType(typeof(AxisCut), "cut")]
[JsonDerivedType(typeof(Despike), "despike")]
[JsonDerivedType(typeof(AsymmetricBaseline), "baseline")]
[JsonDerivedType(typeof(SavitzkyGolay), "savitzky-golay")]
[JsonDerivedType(typeof(StandardNormalVariate), "snv")]
[JsonDerivedType(typeof(VectorNormalisation), "vector")]
[JsonDerivedType(typeof(ScatterCorrection), "emsc")]
[JsonDerivedType(typeof(BandNormalisation), "band")]
[JsonDerivedType(typeof(ChannelScaling), "scale")]
[JsonDerivedType(typeof(InternalStandard), "internal-standard")]
public abstract record SpectralStep
{
    /// <summary>The step with what it takes from the training spectra; itself when it takes nothing.</summary>
    public virtual SpectralStep Learn(RowMatrix spectra, SpectralAxis axis) => this;

    /// <summary>Whether <see cref="Learn"/> takes something from the training spectra, so that cross-validation has to repeat it.</summary>
    [JsonIgnore] public virtual bool Learns => false;

    /// <summary>The operation on spectra of this axis.</summary>
    /// <exception cref="Titer.Core.InputException">The axis does not have the channels that the step needs.</exception>
    public abstract SpectralOperation On(SpectralAxis axis);
}

/// <summary>A step bound to an axis, with its work buffers; not thread-safe, allocates nothing.</summary>
public abstract class SpectralOperation(SpectralAxis output)
{
    /// <summary>Axis of the result.</summary>
    public SpectralAxis Output { get; } = output;

    /// <param name="spectrum">On the axis that the step was bound to; is not written.</param>
    /// <param name="result">On <see cref="Output"/>; another memory than <paramref name="spectrum"/>.</param>
    public abstract void Apply(ReadOnlySpan<double> spectrum, Span<double> result);
}
