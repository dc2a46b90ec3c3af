using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Titer.Numerics.Fourier;

/// <summary>
/// One complex number of each of several transforms that run side by side: eight in single, four in double precision, always 256 bits
/// wide, so that the bits of a result do not depend on the vector width of the machine. Real and imaginary parts stand together, one
/// cache line in all, so that a butterfly with a stride of 2^n touches each line once.
/// </summary>
public struct ComplexLanes<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Vector256<T> Re { get; set; }

    public Vector256<T> Im { get; set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexLanes(Vector256<T> re, Vector256<T> im)
    {
        Re = re;
        Im = im;
    }

    /// <summary>The same number in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ComplexLanes(T re, T im) : this(Vector256.Create(re), Vector256.Create(im)) { }

    /// <summary>-i times this.</summary>
    public readonly ComplexLanes<T> MinusI
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Im, -Re);
    }

    public readonly ComplexLanes<T> Conjugate
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Re, -Im);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexLanes<T> operator +(ComplexLanes<T> a, ComplexLanes<T> b) => new(a.Re + b.Re, a.Im + b.Im);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexLanes<T> operator -(ComplexLanes<T> a, ComplexLanes<T> b) => new(a.Re - b.Re, a.Im - b.Im);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexLanes<T> operator *(ComplexLanes<T> a, ComplexLanes<T> b) =>
        new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ComplexLanes<T> operator *(T factor, ComplexLanes<T> a)
    {
        Vector256<T> f = Vector256.Create(factor);
        return new(f * a.Re, f * a.Im);
    }
}
