using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>The right-hand side of a binding model that has no closed form, written once over the scalar type.</summary>
internal interface IBindingOde
{
    static abstract string Name { get; }

    /// <summary>Number of states; the response is Rmax times their sum.</summary>
    static abstract int States { get; }

    /// <summary>Number of rates.</summary>
    static abstract int Rates { get; }

    /// <summary>True when the fraction of sites occupied depends on Rmax.</summary>
    static abstract bool RmaxMatters { get; }

    /// <param name="x">Fractions of the sites, <see cref="States"/> of them.</param>
    /// <param name="p">Four values: the rates and, where it matters, Rmax in the last place.</param>
    /// <param name="concentration">mol/L in the flow; 0 during dissociation.</param>
    static abstract void Derivatives<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> p, double concentration, Span<T> dx) where T : struct, IScalar<T>;
}
