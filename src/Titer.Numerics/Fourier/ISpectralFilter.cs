using System.Numerics;

namespace Titer.Numerics.Fourier;

/// <summary>Multiplies a two-dimensional spectrum by a transfer function, a few columns at a time while they are in the cache.</summary>
public interface ISpectralFilter<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <param name="columns">Element r holds row r of the spectrum (frequency 0 first, negative ones in the second half).</param>
    /// <param name="firstColumn">Column in lane 0; lanes beyond the last column hold nothing.</param>
    void Apply(Span<ComplexLanes<T>> columns, int firstColumn);
}
