using Titer.Core;

namespace Titer.Batch;

/// <summary>Where in a file something was written; <paramref name="Line"/> counts from 1.</summary>
public readonly record struct Place(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";

    public InputException Error(string message) => new(ToString(), message);
}
