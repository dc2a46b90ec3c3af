using Titer.Numerics;

namespace Titer.Control.Estimators;

/// <summary>
/// Any process model as a state to be estimated: the states of the model, then those of its parameters that are to be found out. Moves by equal
/// Runge-Kutta steps (<see cref="RungeKutta4"/>) no longer than the model's fastest part allows: at most 2.7 of its time constants.
/// </summary>
public readonly struct ProcessState<TModel> : IStateModel where TModel : IDynamics
{
    private readonly double[] _parameters, _inputs, _noise;
    private readonly int[] _estimated;
    private readonly double _longestStep;
    private readonly ScalarBuffer _buffer;

    /// <param name="inputs">Number of inputs.</param>
    /// <param name="parameters">Nominal parameters.</param>
    /// <param name="estimated">Positions of the parameters that follow the states.</param>
    /// <param name="noise">Standard deviation of the process noise that gathers in one hour, of all states and then the estimated parameters.</param>
    /// <param name="longestStep">h.</param>
    public ProcessState(int inputs, double[] parameters, int[] estimated, double[] noise, double longestStep)
    {
        (_parameters, _estimated, _noise, _longestStep) = (parameters, estimated, noise, longestStep);
        _inputs = new double[inputs];
        _buffer = new ScalarBuffer(parameters.Length + inputs + RungeKutta4.WorkspaceSize(noise.Length - estimated.Length));
    }

    public Span<double> Inputs => _inputs;

    private int States => _noise.Length - _estimated.Length;

    public void Propagate<T>(Span<T> x, double hours) where T : struct, IScalar<T>
    {
        Span<T> buffer = _buffer.Of<T>();
        Span<T> parameters = buffer[.._parameters.Length], inputs = buffer.Slice(_parameters.Length, _inputs.Length);
        for (int i = 0; i < parameters.Length; i++) parameters[i] = _parameters[i];
        for (int i = 0; i < _estimated.Length; i++) parameters[_estimated[i]] = x[States + i];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = _inputs[i];
        int steps = Math.Max(1, (int)Math.Ceiling(hours / _longestStep - 1e-9));
        for (int i = 0; i < steps; i++)
            RungeKutta4.Step<TModel, T>(0, x[..States], inputs, parameters, hours / steps, buffer[(parameters.Length + inputs.Length)..]);
    }

    public bool Drives(int state) => true;

    public void ProcessNoise(ReadOnlySpan<double> x, Span<double> perSquareRootHour) => _noise.CopyTo(perSquareRootHour);
}
