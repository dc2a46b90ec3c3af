using Titer.Control.Predictive.Tracking;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes;
using Titer.Processes.CellCulture;
using P = Titer.Processes.CellCulture.ChoParameter;
using U = Titer.Processes.CellCulture.ChoInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Tests.Predictive.Tracking;

/// <summary>
/// Dissolved oxygen, carbon and temperature of <see cref="ChoFedBatch"/> at a culture whose other states stand still for the hours that these take;
/// moved by oxygen, carbon dioxide and jacket, held by temperature, pH and dissolved oxygen.
/// </summary>
internal readonly struct CultureEnvironment : IProcessModel, IOutputs
{
    private static readonly int[] Fast = [X.Oxygen, X.InorganicCarbon, X.Temperature];

    /// <summary>Parameters: those of the culture, then all its states, of which the fast ones are not looked at.</summary>
    public static ModelDescription Description { get; } = ChoFedBatch.Description with
    {
        Name = "culture environment", States = [.. Fast.Select(i => ChoFedBatch.Description.States[i])],
        Inputs = [ChoFedBatch.Description.Inputs[U.OxygenGas], ChoFedBatch.Description.Inputs[U.CarbonDioxideGas], ChoFedBatch.Description.Inputs[U.Jacket]],
        Parameters = [.. ChoFedBatch.Description.Parameters, .. ChoFedBatch.Description.States],
    };

    public static int Count => 3;

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T>
    {
        Span<T> state = new T[X.Count], rates = new T[X.Count], inputs = new T[U.Count];
        p.Slice(P.Count, X.Count).CopyTo(state);
        for (int i = 0; i < Fast.Length; i++) state[Fast[i]] = x[i];
        (inputs[U.Agitation], inputs[U.Air]) = (100, 4);
        (inputs[U.OxygenGas], inputs[U.CarbonDioxideGas], inputs[U.Jacket]) = (u[0], u[1], u[2]);
        ChoFedBatch.Derivatives<T>(t, state, inputs, p, rates);
        for (int i = 0; i < Fast.Length; i++) dx[i] = rates[Fast[i]];
    }

    public static T Read<T>(int output, ReadOnlySpan<T> x, ReadOnlySpan<T> p) where T : struct, IScalar<T> => output switch
    {
        0 => x[2],
        1 => CarbonateEquilibrium.PH(p[P.Count + X.StrongIons], x[1], p[P.Buffer], p[P.BufferPK]),
        _ => x[0] * 100 / GasTransfer.AirSaturation(x[2]),
    };
}
