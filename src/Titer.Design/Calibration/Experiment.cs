using System.Collections.Immutable;

namespace Titer.Design.Calibration;

/// <summary>One run of a process under known conditions, with what was measured of it.</summary>
/// <param name="Condition">What makes it different from the others, in words; experiments of the same words are left out together.</param>
/// <param name="Group">Which data set it belongs to.</param>
/// <param name="Start">Initial state.</param>
/// <param name="Inputs">Constant inputs.</param>
/// <param name="Own">Parameters that belong to the experiment (a template's length) by position, with their values; never fitted.</param>
/// <param name="Observations">In the order of time.</param>
public sealed record Experiment(string Condition, string Group, ImmutableArray<double> Start, ImmutableArray<double> Inputs,
    ImmutableArray<(int Parameter, double Value)> Own, ImmutableArray<Observation> Observations);
