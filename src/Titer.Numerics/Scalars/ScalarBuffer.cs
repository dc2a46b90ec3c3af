using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Titer.Numerics;

/// <summary>
/// One piece of memory for numbers of whatever scalar type a model is run with, so that a struct written over the scalar owns one workspace. It
/// grows when a wider type comes first and allocates nothing after that. Not thread-safe.
/// </summary>
public sealed class ScalarBuffer(int length)
{
    private double[] _memory = new double[length];

    /// <summary>The memory as numbers of a type; what was in it as another type is lost.</summary>
    public Span<T> Of<T>() where T : struct, IScalar<T>
    {
        int doubles = length * Unsafe.SizeOf<T>() / sizeof(double);
        if (_memory.Length < doubles) _memory = new double[doubles];
        return MemoryMarshal.Cast<double, T>(_memory.AsSpan())[..length];
    }
}
