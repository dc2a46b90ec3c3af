using Titer.Numerics;

namespace Titer.Processes;

/// <summary>
/// A process model, written once over the scalar type. Implementations are empty structs; everything is static.
/// dx/dt = f(t, x, u, p): time in h, states, inputs and parameters in the order and units of <see cref="Description"/>.
/// </summary>
public interface IProcessModel : IDynamics
{
    static abstract ModelDescription Description { get; }
}
