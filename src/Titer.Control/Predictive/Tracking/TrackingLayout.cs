using Titer.Processes;

namespace Titer.Control.Predictive.Tracking;

/// <summary>Positions in the parameters of a <see cref="Tracking{TModel, TOutputs}"/>, those of the model itself first.</summary>
/// <param name="Targets">Of the outputs.</param>
/// <param name="Weights">Price of the squared distance of each output from its target, per unit of time.</param>
/// <param name="InputTargets">Of the inputs.</param>
/// <param name="InputWeights">Price of the squared distance of each input from its target, per unit of time.</param>
/// <param name="Rates">Constant disturbance of the rate of change of each state.</param>
/// <param name="Offsets">Constant disturbance of each output.</param>
/// <param name="Count">Of all parameters.</param>
public readonly record struct TrackingLayout(int Targets, int Weights, int InputTargets, int InputWeights, int Rates, int Offsets, int Count)
{
    public static TrackingLayout Of(ModelDescription model, int outputs)
    {
        int targets = model.Parameters.Length, weights = targets + outputs, inputTargets = weights + outputs;
        int inputWeights = inputTargets + model.Inputs.Length, rates = inputWeights + model.Inputs.Length, offsets = rates + model.States.Length;
        return new(targets, weights, inputTargets, inputWeights, rates, offsets, offsets + outputs);
    }
}
