using System.Runtime.InteropServices;

namespace Titer.Numerics;

/// <summary>Views of doubles as <see cref="Real"/>, without a copy.</summary>
public static class Reals
{
    public static Span<Real> AsReal(this Span<double> values) => MemoryMarshal.Cast<double, Real>(values);

    public static ReadOnlySpan<Real> AsReal(this ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, Real>(values);
}
