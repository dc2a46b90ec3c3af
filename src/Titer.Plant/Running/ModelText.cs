namespace Titer.Plant.Running;

/// <summary>A process model with the values of its parameters, as text.</summary>
/// <param name="Text">Its SHA-256 is the hash by which estimates and decisions name the model.</param>
public sealed record ModelText(string Name, string Text);
